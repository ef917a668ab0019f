import { expect, test } from "vitest";
import {
  jobEndRequest,
  kindOfByte,
  type StatusQuestion,
  statusQuestions,
  statusRequest,
  tellChangesRequest,
  toPrinterState,
  toUnaskedState,
} from "./escpos-status.ts";
import vectors from "./escpos-vectors.json" with { type: "json" };

test.each(vectors.requests)("asking $question is $hex", ({ question, hex }) => {
  expect(statusRequest(toQuestion(question))).toEqual(bytes(hex));
});

test("asking for the end of the job is GS r 1", () => {
  expect(jobEndRequest).toEqual(bytes("1D 72 01"));
});

test.each(vectors.bytes)("$hex begins $kind", ({ hex, kind }) => {
  expect(kindOfByte(bytes(hex)[0] ?? 0)).toBe(kind);
});

test.each(vectors.states)("$means: $hex is $state", ({ hex, state }) => {
  const [printer = 0, offlineCause = 0, errorCause = 0, paper = 0] = bytes(hex);
  expect(toPrinterState({ printer, offlineCause, errorCause, paper })).toBe(state);
});

test.each(vectors.unasked)("unasked, $means: $hex is $state", ({ hex, state }) => {
  expect(toUnaskedState([...bytes(hex)])).toBe(state);
});

test("telling changes by itself is GS a with online, error and paper", () => {
  expect(tellChangesRequest).toEqual(bytes("1D 61 0E"));
});

function toQuestion(name: string): StatusQuestion {
  const known = Object.keys(statusQuestions).find((question) => question === name);
  if (known === "printer" || known === "offlineCause") return known;
  return known === "errorCause" ? known : "paper";
}

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(" ", ""), "hex"));
}
