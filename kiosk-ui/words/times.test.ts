import { Language } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { dateInWords, dayKind, timeInWords } from "./times.ts";

const due = "2026-11-24T10:15:00Z";

test("a time is said in the words of the language, in digits that look like the clock's", () => {
  expect(timeInWords(due, "en")).toBe("10:15am");
  expect(timeInWords(due, "ar").replaceAll(/\s/g, " ")).toBe("10:15 ص");
});

test.each([
  ["en-x-easy", "10:15am", "Tuesday 24 November"],
  ["pl", "10:15", "wtorek 24 listopada"],
  ["ro", "10:15", "marți 24 noiembrie"],
  ["uk", "10:15", "вівторок 24 листопада"],
  ["fa", "10:15", "سه‌شنبه 24 نوامبر"],
  ["pt", "10:15", "terça-feira 24 de novembro"],
  ["zh-Hans", "10:15", "11月24日星期二"],
] as const)("in %s it is %s, %s", (language, time, date) => {
  expect(timeInWords(due, language)).toBe(time);
  expect(dateInWords(due, language)).toBe(date);
});

test("no language shows a time or a date in digits that are not on the wall", () => {
  for (const language of Language.options) {
    expect(timeInWords(due, language)).toMatch(/10:15/);
    expect(dateInWords(due, language)).toMatch(/24/);
  }
});

test("a date is a weekday, a day and a month, without a comma", () => {
  expect(dateInWords(due, "en")).toBe("Tuesday 24 November");
  expect(dateInWords(due, "ar")).toBe("الثلاثاء 24 نوفمبر");
});

test("tomorrow is the site's tomorrow", () => {
  expect(dayKind(due, Date.parse("2026-11-23T10:15:00Z"))).toBe("tomorrow");
  expect(dayKind(due, Date.parse("2026-11-24T00:15:00Z"))).toBe("today");
  expect(dayKind(due, Date.parse("2026-11-20T10:15:00Z"))).toBe("other");
});
