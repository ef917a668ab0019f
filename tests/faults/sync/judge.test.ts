import { expect, test } from "vitest";
import { type CentreBook, type DeviceBook, judge, type Named, type Promised } from "./judge.ts";

const [epoch, device] = ["e1", "hub-1"];
const visit = (id: string): Named => ({ kind: "visit", id });
const stood = (id: string) => ({ ...visit(id), state: "waiting" });
const promised: Promised[] = ["a", "b", "c"].map((id) => ({ device, ...visit(id) }));

/** A device and a centre that agree about three visits. */
function agreed(): { book: DeviceBook; centre: CentreBook } {
  return {
    book: {
      ...{ device, epoch },
      streams: [{ stream: "care", lastSeq: 3, waiting: 0 }],
      named: ["a", "b", "c"].map(stood),
    },
    centre: {
      events: ["a", "b", "c"].map((id, place) => event(id, place + 1)),
      cursors: [{ device, epoch, stream: "care", cursor: 3 }],
      named: ["a", "b", "c"].map(stood),
      lostRanges: 0,
    },
  };
}
const event = (id: string, seq: number) => ({
  ...{ device, epoch, seq, stream: "care", refused: null, named: visit(id) },
});

/** What is said of a record that differs from the agreed one. */
function saidOf(centre: Partial<CentreBook>, book: Partial<DeviceBook> = {}): string[] {
  const both = agreed();
  const violations = judge([{ ...both.book, ...book }], { ...both.centre, ...centre }, promised);
  return violations.map(({ what, place }) => `${what}: ${place}`);
}
const { events } = agreed().centre;

test("where device, people and record agree there is nothing to say", () => {
  expect(saidOf({})).toEqual([]);
});

test("an event that never came is lost, and so is the promise it kept", () => {
  expect(saidOf({ events: events.slice(0, 2), named: ["a", "b"].map(stood) })).toEqual([
    "lost: hub-1 e1 care 3",
    "promise broken: hub-1 visit c",
    "lost: hub-1 visit c",
  ]);
});

test("what was committed without anybody being told counts as much", () => {
  const named = ["a", "b", "c", "d"].map(stood);
  const streams = [{ stream: "care", lastSeq: 4, waiting: 0 }];
  expect(saidOf({}, { named, streams })).toEqual([
    "lost: hub-1 e1 care 4",
    "lost: hub-1 visit d",
    "cursor behind: hub-1 e1 care: 3 of 4",
  ]);
});

test("one thing under two numbers is there twice", () => {
  expect(saidOf({ events: [...events, event("c", 4)] })).toContain("twice: visit c");
  expect(saidOf({ events: [...events, event("c", 3)] })).toContain("twice: hub-1 e1 care 3");
});

test("a number no device gave is nobody's", () => {
  expect(saidOf({ events: [...events, event("z", 4)] })).toContain(
    "never promised by anyone: hub-1 e1 care 4",
  );
});

test("two that changed places are out of order", () => {
  const turned = [event("a", 1), event("c", 2), event("b", 3)];
  expect(saidOf({ events: turned })).toEqual(["out of order: hub-1 e1 care 2, promised after 3"]);
});

test("a record from which nothing came, or too much, or something else", () => {
  expect(saidOf({ named: ["a", "b"].map(stood) })).toEqual(["without effect: visit c"]);
  expect(saidOf({ named: ["a", "b", "c", "c"].map(stood) })).toEqual(["twice in effect: visit c"]);
  const seen = [stood("a"), stood("b"), { ...stood("c"), state: "seen" }];
  expect(saidOf({ named: seen })).toEqual(["stands otherwise: visit c: seen, waiting"]);
});

test("an end that does not know that it is done is not done", () => {
  expect(
    saidOf({ lostRanges: 1 }, { streams: [{ stream: "care", lastSeq: 3, waiting: 2 }] }),
  ).toEqual(["not forgotten: hub-1 e1 care: 2", "said to be lost: 1 times"]);
  expect(saidOf({ cursors: [] })).toEqual(["cursor behind: hub-1 e1 care: 0 of 3"]);
});
