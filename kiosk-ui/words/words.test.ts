import { ticketColours, ticketPictures } from "@drop-in/contracts";
import { expect, test } from "vitest";
import arCommon from "../locales/ar/common.json" with { type: "json" };
import arTickets from "../locales/ar/tickets.json" with { type: "json" };
import arVisitor from "../locales/ar/visitor.json" with { type: "json" };
import enCommon from "../locales/en/common.json" with { type: "json" };
import enTickets from "../locales/en/tickets.json" with { type: "json" };
import enVisitor from "../locales/en/visitor.json" with { type: "json" };
import { languageNames, visitorWords } from "../visitor/visitor-words.ts";
import { ticketName } from "./ticket-name.ts";

const en: Record<string, string> = { ...enCommon, ...enTickets, ...enVisitor };
const ar: Record<string, string> = { ...arCommon, ...arTickets, ...arVisitor };
const withoutPlural = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, "");

test("English and Arabic have the same sentences, each in all its plural forms", () => {
  const keys = (words: Record<string, string>) => new Set(Object.keys(words).map(withoutPlural));
  expect(keys(ar)).toEqual(keys(en));
  for (const key of keys(en)) {
    if (!(`${key}_other` in en)) continue;
    for (const form of ["zero", "one", "two", "few", "many", "other"]) {
      expect(ar).toHaveProperty([`${key}_${form}`]);
    }
  }
});

test("a translation has the gaps of the original", () => {
  const gaps = (text: string) => new Set(text.match(/\{\{\w+\}\}/g));
  for (const [key, text] of Object.entries(en)) {
    if (key.includes("_")) continue;
    expect([key, gaps(ar[key] ?? "")]).toEqual([key, gaps(text)]);
  }
});

test("sentences are short, plain, and shout nothing", () => {
  const banned = /orthosis|musculoskeletal|triage|referral|pathway|analgesia|error|invalid|failed/i;
  for (const [key, text] of Object.entries(en)) {
    expect([key, banned.test(text)]).toEqual([key, false]);
    expect([key, /\b[A-Z]{3,}\b/.test(text)]).toEqual([key, false]);
    for (const sentence of text.replace(/\(.*?\)/g, "").split(/[.?!]/)) {
      const words = sentence.trim().split(/\s+/).length;
      expect([key, words <= 12]).toEqual([key, true]);
    }
  }
});

test("a ticket is named in the word order and gender of the language", () => {
  expect(ticketName(visitorWords("en").t, { picture: "kite", colour: "blue" })).toBe("Blue Kite");
  const arabic = visitorWords("ar");
  expect(ticketName(arabic.t, { picture: "kite", colour: "blue" })).toBe("طائرة ورقية زرقاء");
  expect(ticketName(arabic.t, { picture: "boat", colour: "blue" })).toBe("قارب أزرق");
  for (const picture of ticketPictures) {
    for (const colour of ticketColours) {
      expect(ticketName(arabic.t, { picture, colour })).not.toContain("ticket.");
    }
  }
});

test("counts are said in the plural of the language", () => {
  expect(visitorWords("en").t("wait.about", { count: 1 })).toBe("About 1 minute.");
  expect(visitorWords("ar").t("wait.about", { count: 2 })).toBe("حوالي دقيقتين.");
  expect(visitorWords("ar").t("wait.about", { count: 5 })).toBe("حوالي 5 دقائق.");
  expect(visitorWords("ar").t("wait.about", { count: 20 })).toBe("حوالي 20 دقيقة.");
});

test("each language is named by its own readers' word and reads its own way", () => {
  expect(languageNames).toEqual({ en: "English", ar: "العربية" });
  expect(visitorWords("ar").direction).toBe("rtl");
});
