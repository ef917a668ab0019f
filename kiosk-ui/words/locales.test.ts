import { describe, expect, test } from "vitest";

type Words = Record<string, string>;
const files = import.meta.glob<Words>("../locales/*/*.json", { import: "default", eager: true });

/** What visitors read; staff and console speak English. */
const names = [
  "advice",
  "common",
  "display",
  "journeys",
  "products",
  "safety",
  "tickets",
  "visitor",
];
const languages = [
  ...new Set(Object.keys(files).flatMap((path) => path.split("/")[2] ?? [])),
].filter((language) => language !== "en");
const wordsOf = (language: string, name: string): Words | undefined =>
  files[`../locales/${language}/${name}.json`];

const plural = /^(.*)_(zero|one|two|few|many|other)$/;
const gapsIn = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, gap]) => gap ?? "").filter((gap) => gap !== "count");

/** Every key this language needs, with the English it stands for: plurals in the forms the language has. */
function wanted(language: string, english: Words): Map<string, string> {
  const forms = new Intl.PluralRules(language.split("-")[0]).resolvedOptions().pluralCategories;
  const keys = new Map<string, string>();
  for (const [key, text] of Object.entries(english)) {
    const [, base] = plural.exec(key) ?? [];
    if (base === undefined) keys.set(key, text);
    else for (const form of forms) keys.set(`${base}_${form}`, english[`${base}_other`] ?? text);
  }
  return keys;
}

test("the ten languages of the first release are here", () => {
  expect(["en", ...languages].toSorted()).toEqual(
    ["ar", "bn", "en", "en-x-easy", "fa", "pl", "pt", "ro", "uk", "zh-Hans"].toSorted(),
  );
});

describe.each(languages)("%s", (language) => {
  test.each(names)("has every word of %s, with its gaps, and no other", (name) => {
    const english = wordsOf("en", name) ?? {};
    const own = wordsOf(language, name) ?? {};
    const keys = wanted(language, english);
    expect(Object.keys(own).toSorted()).toEqual([...keys.keys()].toSorted());
    for (const [key, text] of keys) {
      expect([key, own[key]?.trim()]).not.toEqual([key, ""]);
      expect([key, ...gapsIn(own[key] ?? "").toSorted()]).toEqual([
        key,
        ...gapsIn(text).toSorted(),
      ]);
    }
  });
});
