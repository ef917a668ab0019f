import { expect, test } from "vitest";
import { doorPhaseOf, keypadPhaseOf, keysOf, yesWord } from "./handover.view.ts";

test("a door is called open only when it was seen to open", () => {
  expect(doorPhaseOf({ progress: "intended" })).toBe("waiting");
  expect(doorPhaseOf({ progress: "go-sent" })).toBe("waiting");
  expect(doorPhaseOf({ progress: "moving" })).toBe("waiting");
  expect(doorPhaseOf({ progress: "door-open" })).toBe("open");
  expect(doorPhaseOf({ progress: "door-shut" })).toBe("shut");
  expect(doorPhaseOf({ progress: "item-left" })).toBe("left");
});

test("a number is to be pressed only once the machine waits for it, and again after a wrong one", () => {
  expect(keypadPhaseOf({ progress: "go-sent" })).toBe("waiting");
  expect(keypadPhaseOf({ progress: "press-keys" })).toBe("press");
  expect(keypadPhaseOf({ progress: "wrong-keys" })).toBe("press");
  expect(keypadPhaseOf({ progress: "moving" })).toBe("moving");
});

test("each kind of machine is agreed to in its own words", () => {
  expect(yesWord({ kind: "tray" })).toBe("ready.yes.tray");
  expect(yesWord({ kind: "door", label: "7", row: null })).toBe("ready.yes.door");
  expect(yesWord({ kind: "keypad", number: 12 })).toBe("ready.yes.keypad");
});

test("the keys of a number are its digits", () => {
  expect([...keysOf(122)]).toEqual(["1", "2"]);
});
