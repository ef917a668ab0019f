import { Language, ticketColours, ticketPictures } from "@drop-in/contracts";
import { beforeAll, expect, test } from "vitest";
import enCommon from "../locales/en/common.json" with { type: "json" };
import enTickets from "../locales/en/tickets.json" with { type: "json" };
import enVisitor from "../locales/en/visitor.json" with { type: "json" };
import languages from "../locales/languages.json" with { type: "json" };
import { languageNames, loadVisitorWords, visitorWords } from "../visitor/visitor-words.ts";
import { ticketName } from "./ticket-name.ts";

const en: Record<string, string> = { ...enCommon, ...enTickets, ...enVisitor };

beforeAll(async () => {
  for (const language of Language.options) await loadVisitorWords(language);
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
  expect(Object.keys(languageNames).toSorted()).toEqual(Language.options.toSorted());
  for (const language of Language.options) {
    expect(visitorWords(language).t("language.name")).toBe(languageNames[language]);
    const rightToLeft = language === "ar" || language === "fa";
    expect(visitorWords(language).direction).toBe(rightToLeft ? "rtl" : "ltr");
  }
});

test("every language says who made its words, and none but English claims to be checked", () => {
  for (const [language, { made }] of Object.entries(languages)) {
    expect([language, made]).toEqual([
      language,
      language === "en" ? "people" : "machine, not checked by anybody",
    ]);
  }
});
