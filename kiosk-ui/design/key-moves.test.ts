import { expect, test } from "vitest";
import { keyMove } from "./key-moves.ts";

test("down and up walk through the controls, escape and backspace go back", () => {
  expect(keyMove("ArrowDown", false, false)).toBe("next");
  expect(keyMove("ArrowUp", false, false)).toBe("previous");
  expect(keyMove("Escape", false, false)).toBe("back");
  expect(keyMove("Backspace", false, false)).toBe("back");
});

test("where reading runs from right to left, the left arrow walks on", () => {
  expect(keyMove("ArrowLeft", false, true)).toBe("next");
  expect(keyMove("ArrowLeft", false, false)).toBe("previous");
});

test("a held Enter or Back counts once", () => {
  expect(keyMove("Enter", false, false)).toBe("leave");
  expect(keyMove("Enter", true, false)).toBe("ignore");
  expect(keyMove("Backspace", true, false)).toBe("ignore");
});
