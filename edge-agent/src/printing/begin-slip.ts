import { createSlipPaper } from "./slip-paper.ts";
import type { SlipLanguage } from "./slip-words.ts";

type Head = { siteName: string; now: Date; heading: string };

/** What every slip begins with: where it is from, the day, and what it says first. */
export function beginSlip(words: SlipLanguage, { siteName, now, heading }: Head) {
  const paper = createSlipPaper(words);
  paper.writeEnds(siteName, words.date(now.toISOString()), { size: 30, weight: 700 });
  paper.space(4);
  paper.rule();
  paper.space(14);
  paper.write(heading, { size: 44, weight: 700 });
  return paper;
}
