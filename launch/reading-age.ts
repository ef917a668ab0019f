import { fleschKincaid } from "flesch-kincaid";
import { syllable } from "syllable";

export type Reading = {
  /** Words in a sentence: on average, and in the longest. */
  mean: number;
  longest: { words: number; sentence: string };
  /** Flesch-Kincaid: years at school, in the United States. Reading age is five more. */
  grade: number;
};

/** How hard these sentences are to read together: a sentence alone is too short for a grade to mean anything. */
export function readingOf(texts: readonly string[]): Reading {
  const sentences = texts.flatMap(sentencesOf);
  const words = sentences.map((sentence) => wordsOf(sentence).length);
  const total = words.reduce((sum, count) => sum + count, 0);
  const most = Math.max(0, ...words);
  return {
    mean: total / Math.max(1, sentences.length),
    longest: { words: most, sentence: sentences[words.indexOf(most)] ?? "" },
    grade: fleschKincaid({
      sentence: sentences.length,
      word: total,
      syllable: sentences.reduce((sum, sentence) => sum + syllable(sentence), 0),
    }),
  };
}

/** Words that send people away, or that they have to look up. */
const banned =
  /\b(orthosis|orthotic|musculoskeletal|triage|onward referral|referral|DNA|pathway|analgesi[ac]|discharged?|non-complian\w+|error|invalid|failed|mandatory)\b/i;

export const bannedIn = (text: string): string | undefined => banned.exec(text)?.[0];

/** A gap counts as one word; a heading without a full stop is a sentence of its own. */
function sentencesOf(text: string): string[] {
  return text
    .replace(/\{\{\w+\}\}/g, "it")
    .split(/(?<=[.?!:])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}

const wordsOf = (sentence: string): string[] => sentence.match(/[\p{L}\p{N}’'-]+/gu) ?? [];
