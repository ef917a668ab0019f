import type { Activity, ActivityTime } from "@drop-in/contracts";
import { beginSlip } from "./begin-slip.ts";
import type { Bitmap } from "./bitmap.ts";
import type { SlipLanguage } from "./slip-words.ts";

export type ActivitySlip = {
  activity: Activity;
  /** When it is on next, by the wall of the site. */
  next: ActivityTime | null;
  siteName: string;
  now: Date;
};

/** Where and when something is, to be taken along. In the words of the group. */
export function drawActivitySlip(
  { activity, next, siteName, now }: ActivitySlip,
  words: SlipLanguage,
): Bitmap {
  const { name, about, place, access, cost } = activity;
  const paper = beginSlip(words, { siteName, now, heading: name });
  paper.space(10);
  if (next) {
    paper.write(words.date(`${next.day}T12:00:00Z`), { size: 40, weight: 700 });
    paper.write(`${next.opensAt} – ${next.closesAt}`, { size: 40, weight: 700 });
    paper.space(10);
  }
  for (const line of [place, cost ?? "", access, about].filter((one) => one !== "")) {
    paper.write(line, { size: 34, weight: 500 });
    paper.space(6);
  }
  return paper.finish();
}
