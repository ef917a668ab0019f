import { isRightToLeft, type Language } from "@drop-in/contracts";
import { createInstance } from "i18next";

type PluralSuffix = "zero" | "one" | "two" | "few" | "many" | "other";
/** A key as the screens use it: "wait.about" for "wait.about_one", "wait.about_other". */
export type BaseKey<K extends string> = K extends `${infer Base}_${PluralSuffix}` ? Base : K;

/** Finds a sentence and fills its gaps. `count` chooses the plural form of the language. */
export type Translate<K extends string> = (
  key: K,
  gaps?: Record<string, string | number>,
) => string;

export type Words<K extends string> = {
  language: Language;
  direction: "ltr" | "rtl";
  t: Translate<K>;
};

type Dictionaries<K extends string> = { en: Record<K, string> } & Partial<
  Record<Language, Record<K, string>>
>;
/** The words in one language; where it was not added yet, they are English. */
export type WordsOf<K extends string> = ((language: Language) => Words<BaseKey<K>>) & {
  add(language: Language, dictionary: Readonly<Record<string, string>>): void;
  has(language: Language): boolean;
};

/**
 * The sentences of one app. English gives the keys; a language may come with it or be added when it is wanted. Keys are flat:
 * "ticket.kite.blue" is one key, not a path.
 */
export function createWords<K extends string>(dictionaries: Dictionaries<K>): WordsOf<K> {
  const engine = createInstance();
  const resources = Object.entries(dictionaries).map(([code, translation]) => [
    code,
    { translation },
  ]);
  void engine.init({
    resources: Object.fromEntries(resources),
    fallbackLng: "en",
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    // Preact puts text in as text; escaping here would show "&amp;" to the reader.
    interpolation: { escapeValue: false },
  });
  const wordsOf = (language: Language): Words<BaseKey<K>> => {
    const translate = engine.getFixedT(language);
    return {
      language,
      direction: isRightToLeft(language) ? "rtl" : "ltr",
      t: (key, gaps = {}) => translate(key, gaps),
    };
  };
  return Object.assign(wordsOf, {
    add(language: Language, dictionary: Readonly<Record<string, string>>): void {
      engine.addResourceBundle(language, "translation", dictionary);
    },
    has: (language: Language): boolean => engine.hasResourceBundle(language, "translation"),
  });
}

/** Tells the page which language it is in and which way it reads. */
export function applyLanguage(
  page: HTMLElement,
  words: Pick<Words<string>, "language" | "direction">,
): void {
  page.lang = words.language;
  page.dir = words.direction;
}
