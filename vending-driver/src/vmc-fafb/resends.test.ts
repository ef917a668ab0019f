import { expect, test } from "vitest";
import { createResends } from "./resends.ts";
import { createHandTime } from "./scripted-line.test-rig.ts";

const success = (packNo: number) => ({ cmd: 0x04, body: Uint8Array.of(packNo, 0x02, 0, 13) });

test("a frame said again is known, also when other frames came between", () => {
  const { resends } = rig();
  expect(resends.isResend(success(7))).toBe(false);
  expect(resends.isResend(success(8))).toBe(false);
  expect(resends.isResend(success(7))).toBe(true);
});

test("a packet number that came round is news, whether quickly or slowly", () => {
  const quick = rig();
  for (let packet = 0; packet < 3 * 255; packet += 1) {
    expect(quick.resends.isResend(success((packet % 255) + 1))).toBe(false);
  }
  const slow = rig();
  expect(slow.resends.isResend(success(1))).toBe(false);
  slow.time.pass(15_001);
  expect(slow.resends.isResend(success(1))).toBe(false);
});

test("a controller that was switched on again begins its numbers anew", () => {
  const { resends } = rig();
  resends.isResend(success(1));
  resends.forget();
  expect(resends.isResend(success(1))).toBe(false);
});

function rig() {
  const time = createHandTime();
  return { time, resends: createResends(time.clock) };
}
