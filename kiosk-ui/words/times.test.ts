import { expect, test } from "vitest";
import { dateInWords, dayKind, timeInWords } from "./times.ts";

const due = "2026-11-24T10:15:00Z";

test("a time is said in the words of the language, in digits that look like the clock's", () => {
  expect(timeInWords(due, "en")).toBe("10:15am");
  expect(timeInWords(due, "ar").replaceAll(/\s/g, " ")).toBe("10:15 ص");
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
