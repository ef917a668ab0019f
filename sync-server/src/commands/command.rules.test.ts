import { CommandId, DeviceId, MachineId, SlotId, StaffId } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { approvalOf, stateAfter } from "./command.rules.ts";
import { reconcile, type Told } from "./reconcile.rules.ts";

const deviceId = DeviceId.parse("bus-2");
const other = DeviceId.parse("bus-3");
const commandId = CommandId.parse("33333333-3333-4333-8333-333333333333");
const slotOf = (text: string) =>
  ({
    type: "open-slot",
    machineId: MachineId.parse("bus-locker"),
    slotId: SlotId.parse(text),
  }) as const;
const action = slotOf("B04");
const wish = { commandId, deviceId, action, counter: 7 };
const at = "2026-11-23T10:00:00.000Z";
const told = (what: Told["what"], more: Partial<Told> = {}): Told => ({
  ...{ deviceId, commandId, what, at, action: null, counter: null },
  ...(what === "accepted" ? { action, counter: 7 } : {}),
  ...more,
});
const kinds = (...said: Told[]) => reconcile([wish], said).map(({ kind }) => kind);

test("what was wished, accepted once and done once wants nobody", () => {
  expect(kinds(told("accepted"), told("done"))).toEqual([]);
  expect(kinds(told("accepted"), told("failed"))).toEqual([]);
  expect(kinds(told("refused"))).toEqual([]);
  expect(kinds(told("accepted"), told("refused"), told("done"))).toEqual([]); // a second copy, refused
});

test("what a device did without a wish is found, and so is another device that did it", () => {
  const strange = CommandId.parse("44444444-4444-4444-8444-444444444444");
  expect(kinds(told("accepted", { commandId: strange }))).toEqual(["nobody-wished-it"]);
  expect(kinds(told("done", { commandId: strange }))).toEqual(["nobody-wished-it"]);
  expect(kinds(told("refused", { commandId: strange }))).toEqual(["nobody-wished-it"]);
  expect(kinds(told("accepted", { deviceId: other }))).toEqual(["nobody-wished-it"]);
});

test("another door, or another counter, than was signed is found", () => {
  expect(kinds(told("accepted", { action: slotOf("B05") }))).toEqual(["other-than-wished"]);
  expect(kinds(told("accepted", { action: { type: "restart" } }))).toEqual(["other-than-wished"]);
  expect(kinds(told("accepted", { counter: 8 }))).toEqual(["other-than-wished"]);
});

test("a wish that was done twice, or done without being accepted, is found", () => {
  expect(kinds(told("accepted"), told("accepted"))).toEqual(["done-twice"]);
  expect(kinds(told("accepted"), told("done"), told("done"))).toEqual(["done-twice"]);
  expect(kinds(told("done"))).toEqual(["done-without-accepting"]);
});

test("a command with a signature nobody believes is found", () => {
  expect(kinds(told("unsigned", { commandId: null }))).toEqual(["not-signed"]);
});

test("who may command, and when it takes two", () => {
  const person = (digit: number, role: Parameters<typeof approvalOf>[0]["first"]["role"]) => ({
    staffId: StaffId.parse(`22222222-2222-4222-8222-22222222222${digit}`),
    role,
  });
  const [lead, keeper] = [person(1, "session-lead"), person(2, "stock-keeper")];
  const ask = (more: Partial<Parameters<typeof approvalOf>[0]>) =>
    approvalOf({ action, slot: { stock: 1 }, first: lead, second: undefined, ...more });
  expect(ask({})).toBe("second-person-needed");
  expect(ask({ slot: undefined })).toBe("second-person-needed");
  expect(ask({ second: keeper })).toBe("approved");
  expect(ask({ second: lead })).toBe("same-person");
  expect(ask({ second: person(3, "greeter") })).toBe("not-allowed");
  expect(ask({ first: person(3, "adviser"), second: keeper })).toBe("not-allowed");
  expect(ask({ slot: { stock: 0 } })).toBe("approved");
  expect(ask({ action: { type: "restart" }, slot: undefined })).toBe("approved");
});

test("the device has the last word, and an end is an end", () => {
  expect(stateAfter("expired", "accepted")).toBe("accepted");
  expect(stateAfter("accepted", "refused")).toBe("accepted");
  expect(stateAfter("sent", "refused")).toBe("refused");
  expect(stateAfter("refused", "accepted")).toBe("accepted");
  expect(stateAfter("done", "failed")).toBe("done");
});
