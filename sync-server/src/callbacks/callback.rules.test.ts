import { expect, test } from "vitest";
import { afterDevice, afterStep, triageDueAt } from "./callback.rules.ts";

test("a person is not called unreachable before the third try", () => {
  const tried = [1, 2, 3].reduce<{ state: "trying" | "triaged"; tries: number }>(
    (progress) => {
      const next = afterStep(progress, "tried");
      return typeof next === "object" && next.state === "trying"
        ? { state: next.state, tries: next.tries }
        : progress;
    },
    { state: "triaged", tries: 0 },
  );
  expect(tried).toEqual({ state: "trying", tries: 3 });
  expect(afterStep({ state: "trying", tries: 2 }, "cannot-reach")).toBe("too-few-tries");
  expect(afterStep(tried, "cannot-reach")).toEqual({ state: "cannot-reach", tries: 3 });
});

test("what is finished stays finished", () => {
  expect(afterStep({ state: "spoke", tries: 1 }, "tried")).toBe("not-open");
  expect(afterStep({ state: "withdrawn", tries: 0 }, "spoke")).toBe("not-open");
});

test("news of the device that comes late takes no step back", () => {
  expect(afterDevice("pressed", "asked")).toBe("asked");
  expect(afterDevice("triaged", "asked")).toBe("triaged");
  expect(afterDevice("trying", "abandoned")).toBe("trying");
  expect(afterDevice("abandoned", "asked")).toBe("asked");
  expect(afterDevice("asked", "abandoned")).toBe("asked");
});

test("triage is due four hours after the press", () => {
  expect(triageDueAt("2026-11-23T06:30:00.000Z")).toBe("2026-11-23T10:30:00.000Z");
});
