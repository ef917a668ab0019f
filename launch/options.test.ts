import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("a hub starts with its spiral machine unless another is asked for", () => {
  expect(readOptions([])).toEqual({ fresh: false, machine: "spiral" });
  expect(readOptions(["--machine", "locker", "--fresh"])).toEqual({
    fresh: true,
    machine: "locker",
  });
});

test("an unknown option or machine is answered with what there is", () => {
  expect(readOptions(["--machine", "oven"])).toEqual({
    bad: expect.stringContaining("spiral | locker | keypad"),
  });
  expect(readOptions(["--machine"])).toHaveProperty("bad");
  expect(readOptions(["--all"])).toHaveProperty("bad");
});
