import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["./**/*.tsx", "../design/**/*.tsx"], {
  query: "?raw",
  import: "default",
  eager: true,
});

test("no screen holds a word of its own: every sentence comes from the locale files", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(20);
  for (const [path, source] of Object.entries(sources)) {
    const spoken = [
      ...source.matchAll(/<\/?[a-zA-Z][^<>{}=]*>\s*([A-Za-z][^<>{}]*)</g),
      ...source.matchAll(/(?:aria-label|title|alt|heading|placeholder)="([^"]+)"/g),
    ].map(([, words]) => words?.trim());
    expect([path, spoken]).toEqual([path, []]);
  }
});
