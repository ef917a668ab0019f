import staff from "../locales/en/staff.json";
import tickets from "../locales/en/tickets.json";
import { type BaseKey, createWords, type Translate } from "../words/words.ts";

export const staffWords = createWords({ en: { ...staff, ...tickets } });

/** Finds a sentence of the staff tablet. */
export type Words = Translate<BaseKey<keyof typeof staff | keyof typeof tickets>>;
