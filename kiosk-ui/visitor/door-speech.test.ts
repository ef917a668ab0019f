import { expect, test } from "vitest";
import { doorSpeechPath } from "./door-speech.ts";

test("the sentence asked for names the door, its row and the language", () => {
  const path = doorSpeechPath({ kind: "door", label: "B7", row: "lower" }, "ar");
  expect(path).toBe("/api/visitor/speech/door?language=ar&label=B7&row=lower");
});

test("a row that nobody knows is not said", () => {
  const path = doorSpeechPath({ kind: "door", label: "7", row: null }, "en");
  expect(path).toBe("/api/visitor/speech/door?language=en&label=7");
});
