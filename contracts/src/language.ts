import { z } from "zod";

/** Languages the screens ship, by BCP 47 code; Easy Read is one of them. */
export const Language = z.enum([
  "en",
  "en-x-easy",
  "ar",
  "pl",
  "ro",
  "uk",
  "bn",
  "fa",
  "pt",
  "zh-Hans",
]);
export type Language = z.infer<typeof Language>;

export const isRightToLeft = (language: Language): boolean =>
  language === "ar" || language === "fa";

/** Times and dates of this language: digits as on the wall, the calendar of the place. */
const formats: Partial<Record<Language, string>> = {
  en: "en-GB",
  "en-x-easy": "en-GB",
  ar: "ar-EG-u-nu-latn-ca-gregory",
  bn: "bn-u-nu-latn",
  fa: "fa-u-nu-latn-ca-gregory",
  pt: "pt-PT",
};
/** The locale that `Intl` formats by. */
export const formatOf = (language: Language): string => formats[language] ?? language;
/** Whether times are said as English says them: "2:05pm". */
export const isEnglish = (language: Language): boolean => language.startsWith("en");

const text = z.string().min(1).max(200);

/** Words that are content, not interface: English always, and whatever other languages there are. */
export const LocalText = z.object({
  en: text,
  "en-x-easy": text.optional(),
  ar: text.optional(),
  pl: text.optional(),
  ro: text.optional(),
  uk: text.optional(),
  bn: text.optional(),
  fa: text.optional(),
  pt: text.optional(),
  "zh-Hans": text.optional(),
});
export type LocalText = z.infer<typeof LocalText>;

/** These words in that language, or in English where nobody has written them yet. */
export const inLanguage = (words: LocalText, language: Language): string =>
  words[language] ?? words.en;
