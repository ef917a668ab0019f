import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { bytesOfHex, bytesOfRecording } from "./recording.ts";

const main = fileURLToPath(new URL("./decode.ts", import.meta.url));

test.each([
  ["vmc-fafb", "FAFB410040", [{ kind: "frame", says: { type: "poll" } }]],
  ["dex", "05 10 30 99", [{ says: { type: "enq" } }, { says: { type: "ack" } }, { kind: "noise" }]],
  [
    "escpos-status",
    "10 04 04 72",
    [
      { says: { type: "request", question: "paper" } },
      { says: { asAnswerTo: { paper: "paper-out" } } },
    ],
  ],
  [
    "escpos-status",
    "38 00 00 00 00",
    [{ says: { type: "unasked-status" } }, { says: { type: "job-end" } }],
  ],
  [
    "scanner",
    "5D5131414243 0D0A 0D 41",
    [
      { says: { code: "]Q1ABC", aimId: "]Q1" } },
      { kind: "noise" },
      { kind: "noise", why: "cut off" },
    ],
  ],
  ["qibixx", "43 2C 53 54 41 52 54 0A", [{ kind: "frame" }]],
  ["modbus", "01 04 00 01 00 01 60 0A", [{ kind: "frame" }]],
])("%s %s is told apart, one JSON object a line", (protocol, hex, expected) => {
  expect(decode([protocol, hex]).parts).toMatchObject(expected);
});

test("standard input is read, and an audit report comes with its verdict", () => {
  const ended = decode(["dex", "--raw"], "DXS*1*VA*V0/6*1\r\nST*001*0001\r\n");
  expect(ended.parts).toMatchObject([{ says: { verdict: { kind: "incomplete" } } }]);
});

test("an unknown protocol and what is not hex are refused with exit code 1", () => {
  expect(decode(["nonsense", "00"]).code).toBe(1);
  expect(decode(["vmc-fafb", "hello"]).code).toBe(1);
});

test("hex is read as logs write it, and text that looks like hex is bytes when asked", () => {
  expect(bytesOfHex("0xFA, fb:41")).toEqual(Uint8Array.of(0xfa, 0xfb, 0x41));
  expect(bytesOfHex("FAF")).toBeUndefined();
  const digits = new TextEncoder().encode("1234");
  expect(bytesOfRecording(digits, false)).toEqual(Uint8Array.of(0x12, 0x34));
  expect(bytesOfRecording(digits, true)).toEqual(digits);
});

function decode(args: readonly string[], input = "") {
  const ended = spawnSync(process.execPath, [main, ...args], { input, encoding: "utf8" });
  const lines = ended.stdout.split("\n").filter((line) => line !== "");
  return { code: ended.status, parts: lines.map((line): unknown => JSON.parse(line)) };
}
