import type { Ticket, Wait } from "@drop-in/contracts";
import { beginSlip } from "./begin-slip.ts";
import type { Bitmap } from "./bitmap.ts";
import type { SlipLanguage } from "./slip-words.ts";
import type { TicketPictures } from "./ticket-picture.ts";

export type TicketSlip = { ticket: Ticket; wait: Wait; siteName: string; now: Date };

/** The ticket to hold while waiting: the number can be read from two metres. Nothing personal on it. */
export async function drawTicketSlip(
  { ticket, wait, siteName, now }: TicketSlip,
  words: SlipLanguage,
  pictures: TicketPictures,
): Promise<Bitmap> {
  const picture = await pictures(ticket.picture, 224);
  const paper = beginSlip(words, { siteName, now, heading: words.say("ticket.heading") });
  paper.space(22);
  paper.writeLarge(ticket.number, { size: 270, weight: 800 });
  paper.space(28);
  const nameSize = words.rightToLeft ? 60 : 72;
  paper.writeBeside(picture, [{ text: words.ticketName(ticket), size: nameSize, weight: 800 }]);
  paper.space(26);
  const { strong, more } = words.wait(wait);
  paper.panel(() => {
    paper.write(strong, { size: 50, weight: 800 });
    for (const line of more) paper.write(line, { size: 34, weight: 500 });
  });
  paper.space(18);
  paper.write(words.say("ticket.missed"), { size: 34, weight: 700 });
  paper.write(words.say("ticket.missed.more"), { size: 34, weight: 500 });
  return paper.finish();
}
