import type { Language } from "@drop-in/contracts";
import enJourneys from "../../locales/en/journeys.json" with { type: "json" };
import enSafety from "../../locales/en/safety.json" with { type: "json" };
import { type BaseKey, createWords } from "../../words/words.ts";

const en = { ...enJourneys, ...enSafety };
export type JourneyKey = BaseKey<keyof typeof en>;

const words = createWords<keyof typeof en>({ en });
const dictionaries = import.meta.glob<Record<string, string>>(
  ["../../locales/*/{journeys,safety}.json", "!../../locales/en/*"],
  { import: "default" },
);

/**
 * Finds the words of a step. Its keys are put together from the journey, the step and the option, and `journeys.test.ts` holds
 * that each of them has words.
 */
export type Tell = (key: string, gaps?: Record<string, string | number>) => string;

export function tellIn(language: Language): Tell {
  const { t } = words(language);
  return (key, gaps) => t(key as JourneyKey, gaps);
}

/** Fetches the words of the journeys in a language. Rejects where they cannot be had. */
export async function loadJourneyWords(language: Language): Promise<void> {
  if (words.has(language)) return;
  const found: Record<string, string> = {};
  for (const name of ["journeys", "safety"]) {
    Object.assign(found, await dictionaries[`../../locales/${language}/${name}.json`]?.());
  }
  words.add(language, found);
}
