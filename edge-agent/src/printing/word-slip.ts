import type { Ticket } from "@drop-in/contracts";
import { beginSlip } from "./begin-slip.ts";
import type { Bitmap } from "./bitmap.ts";
import type { SlipLanguage } from "./slip-words.ts";
import type { TicketPictures } from "./ticket-picture.ts";

export type WordSlip = { ticket: Ticket; siteName: string; now: Date };

/** The word to ask with about what was sent. What that was is not on it: paper is left lying about. */
export async function drawWordSlip(
  { ticket, siteName, now }: WordSlip,
  words: SlipLanguage,
  pictures: TicketPictures,
): Promise<Bitmap> {
  const picture = await pictures(ticket.picture, 144);
  const paper = beginSlip(words, { siteName, now, heading: words.say("word.heading") });
  paper.space(18);
  paper.panel(() => {
    paper.writeBeside(picture, [
      { text: words.ticketName(ticket), size: 56, weight: 800 },
      { text: ticket.number, size: 56, weight: 800 },
    ]);
  });
  paper.space(18);
  paper.write(words.say("word.more"), { size: 34, weight: 500 });
  return paper.finish();
}
