import type { ClockRecord } from "@drop-in/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { shifted, timeOf } from "./event-time.rules.ts";

const at = (clockTime: string) => Date.parse(`2026-11-23T${clockTime}.000Z`);
const hour = 3_600_000;
const bootId = "7d8f5f66-9a3f-4f4c-9a53-0f5ad1f9f0a1";

type Run = { startedAtMs: number; measured?: { startTrueMs: number; heardAtMs: number } };
const runs = (...all: Run[]) =>
  new Map(
    all.map(({ startedAtMs, measured }, place): [number, ClockRecord] => [
      place + 1,
      {
        ...{ clock: place + 1, bootId, startedAtMs },
        measured: measured
          ? { offsetMs: measured.startTrueMs, errorMs: 20, atMs: measured.heardAtMs }
          : null,
      },
    ]),
  );

test("a clock that agreed with the centre is taken at its word", () => {
  const clocks = runs({
    startedAtMs: at("08:00:00"),
    measured: { startTrueMs: at("08:00:00") - 300, heardAtMs: 0 },
  });
  const time = timeOf({ clock: 1, monotonicMs: hour, atMs: at("09:00:00") }, clocks);
  expect(time.occurredAt).toBe("2026-11-23T09:00:00.000Z");
  expect(time.time).toMatchObject({ sure: "believed", errorMs: 300 + 20 + 360 });
});

test("a clock 90 seconds fast, corrected from what was heard eight hours later in the same run", () => {
  const clocks = runs({
    startedAtMs: at("08:01:30"),
    measured: { startTrueMs: at("08:00:00"), heardAtMs: 8 * hour },
  });
  const pressed = { clock: 1, monotonicMs: 10 * 60_000, atMs: at("08:11:30") };
  const time = timeOf(pressed, clocks);
  expect(time.occurredAt).toBe("2026-11-23T08:10:00.000Z");
  expect(time.time.sure).toBe("measured");
  expect(time.time.errorMs).toBeLessThan(3_000);
  expect(shifted("2026-11-24T08:11:30.000Z", time)).toBe("2026-11-24T08:10:00.000Z");
});

test("a wrong clock that ran on over a power cut is corrected for the run before, too", () => {
  const clocks = runs(
    { startedAtMs: at("08:05:00") },
    { startedAtMs: at("10:05:00"), measured: { startTrueMs: at("10:00:00"), heardAtMs: hour } },
  );
  const time = timeOf({ clock: 1, monotonicMs: hour, atMs: at("09:05:00") }, clocks);
  expect(time.occurredAt).toBe("2026-11-23T09:00:00.000Z");
  expect(time.time.sure).toBe("carried");
});

test("a clock that began at 1970 after each power cut tells only between which times it was", () => {
  const clocks = runs(
    { startedAtMs: at("08:00:00"), measured: { startTrueMs: at("08:00:00"), heardAtMs: hour } },
    { startedAtMs: 0 },
    { startedAtMs: 0, measured: { startTrueMs: at("12:00:00"), heardAtMs: 0 } },
  );
  const time = timeOf({ clock: 2, monotonicMs: 600_000, atMs: 600_000 }, clocks);
  expect(time.occurredAt).toBe("2026-11-23T09:10:00.000Z"); // the earliest it can have been
  expect(time.time).toMatchObject({ sure: "bounded", errorMs: 170 * 60_000 });
});

test("the first word after a power cut, by a clock that began at 1970 again, is not of the power cut after it", () => {
  const clocks = runs(
    { startedAtMs: at("08:00:00"), measured: { startTrueMs: at("08:00:00"), heardAtMs: hour } },
    { startedAtMs: 0 },
    { startedAtMs: 0, measured: { startTrueMs: at("12:00:00"), heardAtMs: 0 } },
  );
  const time = timeOf({ clock: 2, monotonicMs: 0, atMs: 0 }, clocks);
  expect(time.time).toMatchObject({ sure: "bounded", errorMs: 3 * hour });
});

test("a clock 50 years ahead, never corrected in its run, does not reach the future", () => {
  const ahead = 50 * 365 * 24 * hour;
  const clocks = runs(
    { startedAtMs: at("08:00:00") + ahead },
    { startedAtMs: at("10:00:00"), measured: { startTrueMs: at("10:00:00"), heardAtMs: 0 } },
  );
  const time = timeOf({ clock: 1, monotonicMs: hour, atMs: at("09:00:00") + ahead }, clocks);
  expect(time.occurredAt <= "2026-11-23T10:00:00.000Z").toBe(true);
  expect(time.time).toMatchObject({ sure: "unknown", errorMs: null });
});

test("where nothing is known, what the device said is told, and that nothing is known", () => {
  const time = timeOf({ clock: 7, monotonicMs: 5, atMs: at("09:00:00") }, new Map());
  expect(time).toEqual({
    occurredAt: "2026-11-23T09:00:00.000Z",
    time: { said: "2026-11-23T09:00:00.000Z", sure: "unknown", errorMs: null },
  });
});

test("however wrong the clocks, what was heard in a run puts its events within the error it tells", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -60 * 365 * 24 * hour, max: 60 * 365 * 24 * hour }),
      fc.integer({ min: 0, max: 72 * hour }),
      fc.integer({ min: 0, max: 72 * hour }),
      fc.double({ min: -0.9e-4, max: 0.9e-4, noNaN: true }),
      (wrongBy, monotonicMs, heardAtMs, drift) => {
        const trueStart = at("08:00:00");
        const trueAt = trueStart + monotonicMs;
        // The monotonic clock of the box runs a little fast or slow, and the centre was heard at `heardAtMs` by it.
        const offsetMs = trueStart - Math.round(heardAtMs * drift);
        const clock: ClockRecord = {
          ...{ clock: 1, bootId, startedAtMs: trueStart + wrongBy },
          measured: { offsetMs, errorMs: 20, atMs: heardAtMs },
        };
        const shown = Math.round(monotonicMs * (1 + drift));
        const said = { clock: 1, monotonicMs: shown, atMs: trueStart + wrongBy + shown };
        const time = timeOf(said, new Map([[1, clock]]));
        const off = Math.abs(Date.parse(time.occurredAt) - trueAt);
        expect(off).toBeLessThanOrEqual((time.time.errorMs ?? -1) + 2);
      },
    ),
  );
});
