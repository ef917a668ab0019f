import type { Language } from "@drop-in/contracts";

const NUKTA = "\u09bc";
const latin = "abcdefghijklmnopqrstuvwxyz";

/**
 * The letters somebody writes their language with, in the order they learnt them (Unicode CLDR: exemplar characters). Chinese is
 * written in the letters of pinyin here.
 */
const alphabets: Readonly<Record<Language, string>> = {
  en: latin,
  "en-x-easy": latin,
  pl: "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
  ro: "aăâbcdefghiîjklmnopqrsștțuvwxyz",
  pt: `${latin}áâãàçéêíóôõú`,
  uk: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
  ar: "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى",
  fa: "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئ",
  bn: "অআইঈউঊঋএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহড়ঢ়য়ৎংঃঁািীুূৃেৈোৌ্",
  "zh-Hans": `${latin}ü`,
};

/** What is beside letters: digits and the few signs a sentence needs. */
export const digitsAndSigns: readonly string[] = [..."1234567890.,?!'-:@"];

/** One by one, as they are typed. A sign that sits on another letter is a key of its own; a nukta belongs to its letter. */
export function lettersOf(language: Language): readonly string[] {
  const keys: string[] = [];
  for (const one of alphabets[language].normalize("NFC")) {
    if (one === NUKTA) keys.push(`${keys.pop() ?? ""}${one}`);
    else keys.push(one);
  }
  return keys;
}

/** As it is typed after what stands there: a sentence and a name begin with a capital, where the letters have capitals. */
export function typedAfter(before: string, letter: string, language: Language): string {
  const begins = before === "" || /[.?!]\s*$/.test(before);
  return before + (begins ? letter.toLocaleUpperCase(language) : letter);
}
