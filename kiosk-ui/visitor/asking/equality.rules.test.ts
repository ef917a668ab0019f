import { expect, test } from "vitest";
import { equalityOf } from "./equality.rules.ts";

test("what was answered is counted, the closer group instead of its heading, and nothing else comes along", () => {
  const answers = {
    "equality.start": "yes",
    "equality.age": "25-34",
    "equality.ethnic-group": "asian",
    "equality.ethnic-asian": "A3",
    "talk.matters": ["pain"],
  };
  expect(equalityOf(answers)).toEqual({ age: "25-34", "ethnic-group": "A3" });
  expect(equalityOf({ "equality.ethnic-group": "rather-not" })).toEqual({
    "ethnic-group": "rather-not",
  });
});
