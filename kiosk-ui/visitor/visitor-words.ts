import type { Language } from "@drop-in/contracts";
import enCommon from "../locales/en/common.json" with { type: "json" };
import enTickets from "../locales/en/tickets.json" with { type: "json" };
import enVisitor from "../locales/en/visitor.json" with { type: "json" };
import languages from "../locales/languages.json" with { type: "json" };
import { type BaseKey, createWords, type Translate } from "../words/words.ts";

const en = { ...enCommon, ...enTickets, ...enVisitor };

export type VisitorKey = BaseKey<keyof typeof en>;
export type Say = Translate<VisitorKey>;

/** Every sentence of the visitor screen: English from the start, another language once somebody has chosen it. */
export const visitorWords = createWords<keyof typeof en>({ en });

const dictionaries = import.meta.glob<Record<string, string>>(
  ["../locales/*/{common,tickets,visitor}.json", "!../locales/en/*"],
  { import: "default" },
);
/** Scripts that the usual letters do not have. */
const fonts = import.meta.glob("../design/fonts/*.css");

/** Fetches a language from the agent, with its letters; then `visitorWords` speaks it. Rejects where it cannot be had. */
export async function loadVisitorWords(language: Language): Promise<void> {
  if (visitorWords.has(language)) return;
  const words: Record<string, string> = {};
  for (const name of ["common", "tickets", "visitor"]) {
    Object.assign(words, await dictionaries[`../locales/${language}/${name}.json`]?.());
  }
  await fonts[`../design/fonts/${language}.css`]?.();
  visitorWords.add(language, words);
}

/** The letters of every language's own name, before the list of languages is shown. */
export async function loadNameLetters(): Promise<void> {
  for (const load of Object.values(fonts)) await load();
}

/** Each language by its own name, as its readers know it. */
export const languageNames = Object.fromEntries(
  Object.entries(languages).map(([language, { name }]) => [language, name]),
) as Record<Language, string>;
