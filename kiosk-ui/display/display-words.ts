import displayAr from "../locales/ar/display.json";
import ticketsAr from "../locales/ar/tickets.json";
import display from "../locales/en/display.json";
import tickets from "../locales/en/tickets.json";
import { type BaseKey, createWords, type Translate } from "../words/words.ts";

export const displayWords = createWords({
  en: { ...display, ...tickets },
  ar: { ...displayAr, ...ticketsAr },
});

type Key = BaseKey<keyof typeof display | keyof typeof tickets>;
/** Sentences of the display whose gaps need no filling. */
export type PlainKey = Exclude<keyof typeof display, "callingAloud">;

/** The display speaks two languages at once: English, and Arabic below it. */
export type TwoWords = { en: Translate<Key>; ar: Translate<Key> };
