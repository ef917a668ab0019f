import { expect, test } from "vitest";
import { aSecondLater, problemOf } from "./sign-in.view.ts";

test("a refusal that asks to wait is said with its seconds", () => {
  expect(problemOf({ code: "wait", retryAfterSeconds: 30 })).toEqual({
    kind: "locked",
    seconds: 30,
  });
  expect(problemOf({ code: "wrong-pin" })).toEqual({ kind: "wrong" });
  expect(problemOf("not-heard")).toEqual({ kind: "notHeard" });
});

test("a lock counts down second by second and then lets people try", () => {
  expect(aSecondLater({ kind: "locked", seconds: 2 })).toEqual({ kind: "locked", seconds: 1 });
  expect(aSecondLater({ kind: "locked", seconds: 1 })).toBeNull();
  expect(aSecondLater({ kind: "wrong" })).toEqual({ kind: "wrong" });
});
