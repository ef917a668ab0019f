import { DisplayLive, ticketFor } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { sceneOf, staleAfterMs } from "./scene.view.ts";

function live(change: Partial<DisplayLive> = {}): DisplayLive {
  return DisplayLive.parse({
    siteName: "Whitehawk Hub",
    place: "Garden room",
    open: true,
    calling: { ticket: ticketFor("B", 12), calledAt: "2026-11-23T10:00:00Z", timesCalled: 1 },
    next: [ticketFor("B", 13), ticketFor("B", 14), ticketFor("B", 15)],
    recent: [12, 11, 10, 9, 8, 7].map((count) => ticketFor("B", count)),
    waitingCount: 3,
    ...change,
  });
}

test("a call shows two who are next and four called before, not itself again", () => {
  const scene = sceneOf(live(), undefined);
  if (scene.kind !== "calling") throw new Error(scene.kind);
  expect(scene.ticket.number).toBe("B12");
  expect(scene.aside.next.map(({ number }) => number)).toEqual(["B13", "B14"]);
  expect(scene.aside.recent.map(({ number }) => number)).toEqual(["B11", "B10", "B9", "B8"]);
});

test("calling the same person again is a new call to look at", () => {
  const again = live();
  if (again.calling !== null) again.calling.timesCalled = 2;
  const first = sceneOf(live(), undefined);
  const second = sceneOf(again, undefined);
  expect(first.kind === "calling" && second.kind === "calling").toBe(true);
  expect(first).not.toEqual(second);
});

test("when nobody is called the screen welcomes", () => {
  expect(sceneOf(live({ calling: null }), undefined).kind).toBe("welcome");
});

test("a stream lost for longer than ten seconds shows no call, whatever was said last", () => {
  expect(sceneOf(live(), staleAfterMs).kind).toBe("calling");
  expect(sceneOf(live(), staleAfterMs + 1)).toEqual({ kind: "listen" });
  expect(sceneOf(undefined, staleAfterMs + 1)).toEqual({ kind: "listen" });
});

test("before the clinic opens nobody is shown, even if a ticket is left over", () => {
  expect(sceneOf(live({ open: false }), undefined)).toEqual({
    kind: "soon",
    siteName: "Whitehawk Hub",
  });
});
