import { StaffRole } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { forEyesOf } from "./eyes.rules.ts";

test("a number is shown to those who call people back, and to nobody else", () => {
  const view = { callbacks: [{ phone: "+447700900123" }, { phone: null }] };
  const sees = StaffRole.options.filter((role) => forEyesOf(role, view).callbacks[0]?.phone);
  expect(sees).toEqual(["clinician", "adviser", "session-lead"]);
  expect(forEyesOf("estates", view).callbacks).toHaveLength(2);
});
