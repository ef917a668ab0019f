import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  afterAckedBytes,
  afterGreeting,
  afterLoss,
  firstWindow,
  WINDOW_MAX_BYTES,
  WINDOW_MIN_BYTES,
  type Window,
} from "./window.rules.ts";

/** A line of one rate and one round trip: what a window full of bytes on it costs, ack by ack. */
function settleOn(bytesPerMs: number, rttMs: number): { window: Window; waitMs: number } {
  let window = afterGreeting(firstWindow, rttMs);
  let waitMs = 0;
  for (let turn = 0; turn < 400; turn += 1) {
    const batch = window.bytes / 4;
    waitMs = Math.max(0, window.bytes / bytesPerMs - rttMs); // what is queued in front of the slow end
    window = afterAckedBytes(window, batch, rttMs + batch / bytesPerMs + waitMs);
  }
  return { window, waitMs };
}

test("a fast line reaches the lid", () => {
  expect(settleOn(100_000, 80).window.bytes).toBe(WINDOW_MAX_BYTES);
});

test("on a bus at 1 Mbit/s little is queued in front of an urgent event, and the line is kept busy", () => {
  const { window, waitMs } = settleOn(125, 80);
  expect(waitMs).toBeLessThan(160);
  expect(window.bytes).toBeGreaterThanOrEqual(125 * 80); // at least one round trip's worth
});

test("whatever happens the window stays between its floor and its lid", () => {
  const step = fc.record({ bytes: fc.nat(400_000), rttMs: fc.nat(60_000), lost: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let window = firstWindow;
      for (const { bytes, rttMs, lost } of steps) {
        window = lost ? afterLoss(window) : afterAckedBytes(window, bytes, rttMs);
        expect(window.bytes).toBeGreaterThanOrEqual(WINDOW_MIN_BYTES);
        expect(window.bytes).toBeLessThanOrEqual(WINDOW_MAX_BYTES);
      }
    }),
  );
});
