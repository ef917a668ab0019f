import { StaffVisit } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { findVisit, stillHere, tallyOf, waitOf } from "./queue.view.ts";

const now = Date.parse("2026-11-23T10:00:00Z");

function visit(
  number: string,
  change: Partial<Record<keyof StaffVisit, unknown>> = {},
): StaffVisit {
  return StaffVisit.parse({
    visitId: `00000000-0000-4000-8000-0000000000${number.slice(1).padStart(2, "0")}`,
    ticket: { picture: "kite", colour: "blue", number },
    reason: "talk",
    needs: [],
    language: "en",
    state: "waiting",
    checkedInAt: "2026-11-23T09:32:00Z",
    toldMinutes: 20,
    calledAt: null,
    timesCalled: 0,
    ...change,
  });
}

test("a person told 20 minutes is late after 28, and not at 20", () => {
  expect(waitOf(visit("A7"), now)).toEqual({ minutes: 28, told: 20, late: true });
  expect(waitOf(visit("A7", { checkedInAt: "2026-11-23T09:40:00Z" }), now).late).toBe(false);
});

test("a person who was told nothing cannot be late", () => {
  expect(waitOf(visit("A8", { toldMinutes: null }), now)).toEqual({
    minutes: 28,
    told: null,
    late: false,
  });
});

test("closing counts who is still here and the longest wait", () => {
  const waiting = [visit("A7"), visit("A8", { checkedInAt: "2026-11-23T09:55:00Z" })];
  expect(stillHere({ waiting, called: [] }, now)).toEqual({
    waiting: 2,
    called: 0,
    longestMinutes: 28,
  });
  expect(stillHere({ waiting: [], called: [] }, now).longestMinutes).toBe(0);
});

test("a tally counts seen apart from did not wait", () => {
  const finished = [visit("A1", { state: "seen" }), visit("A2", { state: "did-not-wait" })];
  expect(tallyOf(finished)).toEqual({ seen: 1, "did-not-wait": 1 });
});

test("an open panel finds its visit in any list, and nothing once it has gone", () => {
  const called = visit("A7", { state: "called" });
  const lists = { waiting: [visit("A8")], called: [called], finished: [] };
  expect(findVisit(lists, called.visitId)).toBe(called);
  expect(findVisit({ ...lists, called: [] }, called.visitId)).toBeUndefined();
});
