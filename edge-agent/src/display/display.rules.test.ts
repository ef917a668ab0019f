import { type StaffVisit, ticketFor, VisitId } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { toDisplay } from "./display.rules.ts";

const now = new Date("2026-11-23T10:10:00Z");

function visit(count: number, but: Partial<StaffVisit>): StaffVisit {
  return {
    visitId: VisitId.parse(`00000000-0000-4000-8000-${String(count).padStart(12, "0")}`),
    ticket: ticketFor("B", count),
    reason: "talk",
    needs: [],
    language: "en",
    state: "waiting",
    checkedInAt: "2026-11-23T09:00:00Z",
    toldMinutes: null,
    calledAt: null,
    timesCalled: 0,
    ...but,
  };
}
const called = (count: number, at: string) =>
  visit(count, { state: "called", calledAt: at, timesCalled: 1 });
const room = { siteName: "Hub", place: "Hall", now };

test("the newest call stands alone, the ones before it are called just now", () => {
  const shown = toDisplay({
    ...room,
    waiting: [visit(4, {}), visit(5, {}), visit(6, {})],
    calledLately: [called(3, "2026-11-23T10:09:00Z"), called(2, "2026-11-23T10:05:00Z")],
  });
  expect(shown.calling?.ticket.number).toBe("B3");
  expect(shown.recent.map(({ number }) => number)).toEqual(["B2"]);
  expect(shown.next.map(({ number }) => number)).toEqual(["B4", "B5"]);
  expect(shown.waitingCount).toBe(3);
});

test("a call rests after three minutes, and one who was put back is not shown as called", () => {
  const shown = toDisplay({
    ...room,
    waiting: [],
    calledLately: [
      visit(3, { state: "waiting", calledAt: "2026-11-23T10:09:00Z", timesCalled: 1 }),
      called(2, "2026-11-23T10:05:00Z"),
    ],
  });
  expect(shown.calling).toBeNull();
  expect(shown.recent.map(({ number }) => number)).toEqual(["B2"]);
});
