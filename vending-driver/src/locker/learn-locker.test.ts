import { expect, test } from "vitest";
import { learnClosedBit, learnLock8a, learnPresentBit } from "./learn-locker.ts";

const shut = { "board 0 hook 1": 1, "board 0 hook 2": 1, "board 0 item 1": 0 };

test("opening a door by hand teaches what its bit says of a shut one", () => {
  const after = { ...shut, "board 0 hook 1": 0 };
  expect(learnClosedBit({ before: shut, after }, 1)).toEqual({
    kind: "learnt",
    learnt: { closedBit: 1 },
  });
  expect(learnClosedBit({ before: after, after: shut }, 1)).toEqual({
    kind: "learnt",
    learnt: { closedBit: 0 },
  });
});

test("a sensor is learnt from an item put before it", () => {
  const after = { ...shut, "board 0 item 1": 1 };
  expect(learnPresentBit({ before: shut, after }, 1)).toEqual({
    kind: "learnt",
    learnt: { presentBit: 1 },
  });
});

test("nothing done, or another door than was asked for, teaches nothing", () => {
  expect(learnClosedBit({ before: shut, after: shut }, 1)).toEqual({ kind: "nothing-changed" });
  const other = { ...shut, "board 0 hook 2": 0 };
  expect(learnClosedBit({ before: shut, after: other }, 1)).toEqual({
    kind: "not-understood",
    changed: ["board 0 hook 2"],
  });
});

test("an 8A board shows by its first lock which byte it begins with", () => {
  const signs = (bytes: number[]) =>
    Object.fromEntries(
      bytes.flatMap((byte, at) =>
        Array.from({ length: 8 }, (_, bit) => [`board 1 byte ${at} bit ${bit}`, (byte >> bit) & 1]),
      ),
    );
  const before = signs([0, 0, 0]);
  expect(learnLock8a({ before, after: signs([0, 0, 1]) }, 101)).toEqual({
    kind: "learnt",
    learnt: { closedBit: 0, order: "last-byte-first" },
  });
  expect(learnLock8a({ before, after: signs([1, 0, 0]) }, 101)).toEqual({
    kind: "learnt",
    learnt: { closedBit: 0, order: "first-byte-first" },
  });
  // Lock 9 of three bytes is in the middle, whichever way it is read.
  expect(learnLock8a({ before, after: signs([0, 1, 0]) }, 109)).toMatchObject({
    kind: "not-understood",
  });
});
