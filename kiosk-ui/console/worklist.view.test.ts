import { CallbackRow, ticketFor } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { lateArrivalsOf, worklistOf } from "./worklist.view.ts";

const now = Date.parse("2026-11-23T14:00:00Z");

function row(count: number, change: Partial<Record<keyof CallbackRow, unknown>> = {}): CallbackRow {
  return CallbackRow.parse({
    callbackId: `00000000-0000-4000-8000-0000000000${String(count).padStart(2, "0")}`,
    siteName: "Bus",
    ticket: ticketFor("C", count),
    state: "asked",
    language: "en",
    pressedAt: "2026-11-23T12:00:00Z",
    receivedAt: "2026-11-23T12:00:01Z",
    triageDueAt: "2026-11-23T16:00:00Z",
    dueAt: "2026-11-24T12:00:00Z",
    reach: { kind: "phone", leaveMessage: false },
    phone: "07700 900123",
    tries: 0,
    spokeAt: null,
    ...change,
  });
}

test("the one due soonest is on top, and what is done is below", () => {
  const work = worklistOf(
    [
      row(1, { state: "spoke", spokeAt: "2026-11-23T13:00:00Z" }),
      row(2, { state: "triaged" }),
      row(3),
    ],
    now,
  );
  expect(work.map((each) => each.row.ticket.number)).toEqual(["C3", "C2", "C1"]);
  expect(work[2]?.waitedMinutes).toBe(60);
});

test("until somebody has looked, the clock is the promise to look; then the promise to speak", () => {
  const [look, speak] = worklistOf([row(1), row(2, { state: "trying", tries: 1 })], now);
  expect(look?.clock).toMatchObject({ promise: "look", minutesLeft: 120 });
  expect(speak?.clock).toMatchObject({ promise: "speak", minutesLeft: 22 * 60 });
});

test("minutes offline count: pressed on the bus at nine, heard at one, it is late already", () => {
  const [late] = worklistOf(
    [
      row(1, {
        pressedAt: "2026-11-23T09:00:00Z",
        receivedAt: "2026-11-23T13:00:00Z",
        triageDueAt: "2026-11-23T13:00:00Z",
      }),
    ],
    now,
  );
  expect(late).toMatchObject({ late: true, waitedMinutes: 300, offlineMinutes: 240 });
  expect(lateArrivalsOf(late === undefined ? [] : [late])).toEqual([
    { siteName: "Bus", count: 1, pastPromise: 1 },
  ]);
});

test("a call-back that came at once says nothing of being offline", () => {
  expect(worklistOf([row(1)], now)[0]?.offlineMinutes).toBeNull();
  expect(lateArrivalsOf(worklistOf([row(1)], now))).toEqual([]);
});

test("nobody is given up on before the third try", () => {
  const steps = (tries: number) => worklistOf([row(1, { state: "trying", tries })], now)[0]?.steps;
  expect(steps(2)).toEqual(["tried", "spoke", "withdrawn"]);
  expect(steps(3)).toContain("cannot-reach");
});

test("what is done has no clock and nothing left to do", () => {
  const [done] = worklistOf([row(1, { state: "withdrawn" })], now);
  expect(done).toMatchObject({ clock: null, late: false, steps: [] });
});
