import { Language, ticketColours, ticketPictures, type Wait } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { speak } from "./slip-words.ts";
import arabic from "./words/ar.json" with { type: "json" };
import english from "./words/en.json" with { type: "json" };

const london = "Europe/London";
const asOf = "2026-11-23T14:05:00.000Z";
const estimate = (aboutMinutes: number): Wait => ({
  kind: "estimate",
  aboutMinutes,
  fromMinutes: 10,
  toMinutes: 35,
  asOf,
});

test("a wait is said in words, with its range and when it was true", () => {
  expect(speak("en", london).wait(estimate(20))).toEqual({
    strong: "About 20 minutes",
    more: ["Between 10 and 35.", "As of 2:05pm."],
  });
});

test.each([
  [0, "قريبًا جدًا"],
  [1, "نحو دقيقة واحدة"],
  [2, "نحو دقيقتين"],
  [5, "نحو 5 دقائق"],
  [11, "نحو 11 دقيقة"],
  [100, "نحو 100 دقيقة"],
])("%i minutes in Arabic take their own form", (minutes, sentence) => {
  expect(speak("ar", london).wait(estimate(minutes)).strong).toBe(sentence);
});

test("times are the times on the wall of the site, summer and winter", () => {
  const { time } = speak("en", london);
  expect(
    ["2026-07-01T08:00:00Z", "2026-12-01T12:00:00Z", "2026-12-01T00:00:00Z", asOf].map(time),
  ).toEqual(["9am", "midday", "midnight", "2:05pm"]);
});

test("days are counted at the site: half past midnight in summer is already tomorrow", () => {
  const { day } = speak("en", london);
  expect(day("2026-11-24T14:05:00Z", asOf)).toBe("tomorrow, Tuesday 24\u00a0November");
  expect(day("2026-06-01T23:30:00Z", "2026-06-01T12:00:00Z")).toMatch(/^tomorrow/);
  expect(day(asOf, asOf)).toBe("today");
  expect(day("2026-11-26T14:05:00Z", asOf)).toBe("Thursday 26\u00a0November");
});

test.each(Language.options)("every ticket has a name of its own in %s", (language) => {
  const { ticketName } = speak(language, london);
  const names = ticketPictures.flatMap((picture) =>
    ticketColours.map((colour) => ticketName({ picture, colour, number: "A1" })),
  );
  expect(new Set(names).size).toBe(60);
});

test("both languages fill the same gaps", () => {
  const gaps = (text: string) => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort();
  const inArabic: Record<string, string> = arabic;
  for (const [word, text] of Object.entries(english)) {
    const spelled = word === "wait.about.one"; // Arabic spells one and two without a digit
    if (!spelled) expect([word, gaps(inArabic[word] ?? "")]).toEqual([word, gaps(text)]);
  }
});
