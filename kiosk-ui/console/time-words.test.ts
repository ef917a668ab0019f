import { expect, test } from "vitest";
import { consoleWords } from "./console-words.ts";
import { agoWords, spanWords, timeWords } from "./time-words.ts";

const { t } = consoleWords("en");
const now = Date.parse("2026-11-23T10:00:00Z");

test("spans are said in the words people use", () => {
  expect([42, 180, 200, 2920].map((minutes) => spanWords(t, minutes))).toEqual([
    "42\u00a0min",
    "3\u00a0h",
    "3\u00a0h\u00a020\u00a0min",
    "2\u00a0days\u00a00\u00a0h",
  ]);
});

test("how long ago is said, and the last minute is just now", () => {
  expect(agoWords(t, "2026-11-23T09:59:30Z", now)).toBe("just now");
  expect(agoWords(t, "2026-11-23T09:18:00Z", now)).toBe("42\u00a0min ago");
});

test("times name their day unless it is today", () => {
  expect(timeWords(t, "2026-11-23T13:40:00Z", now)).toBe("1:40pm");
  expect(timeWords(t, "2026-11-24T09:00:00Z", now)).toBe("tomorrow 9am");
  expect(timeWords(t, "2026-11-27T09:00:00Z", now)).toBe("Friday 27 November, 9am");
});
