import consoleEn from "../locales/en/console.json";
import tickets from "../locales/en/tickets.json";
import { type BaseKey, createWords, type Translate } from "../words/words.ts";

export const consoleWords = createWords({ en: { ...consoleEn, ...tickets } });

/** Finds a sentence of the console. */
export type Words = Translate<BaseKey<keyof typeof consoleEn | keyof typeof tickets>>;
