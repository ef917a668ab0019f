import type { Ticket } from "@drop-in/contracts";
import { beginSlip } from "./begin-slip.ts";
import type { Bitmap } from "./bitmap.ts";
import type { SlipLanguage } from "./slip-words.ts";
import type { TicketPictures } from "./ticket-picture.ts";

export type CallbackSlip = {
  ticket: Ticket;
  dueAt: string;
  /** False: the request has not left this site yet, and the slip says so. */
  connected: boolean;
  siteName: string;
  now: Date;
};

/** The promise in the hand: until when, and the words by which both know each other. Nothing personal. */
export async function drawCallbackSlip(
  { ticket, dueAt, connected, siteName, now }: CallbackSlip,
  words: SlipLanguage,
  pictures: TicketPictures,
): Promise<Bitmap> {
  const picture = await pictures(ticket.picture, 144);
  const paper = beginSlip(words, { siteName, now, heading: words.say("callback.heading") });
  paper.space(10);
  const before = words.say("callback.before", { time: words.time(dueAt) });
  paper.write(before, { size: 76, weight: 800 });
  paper.write(words.day(dueAt, now.toISOString()), { size: 44, weight: 700 });
  paper.space(20);
  paper.panel(() => {
    paper.write(words.say("callback.word"), { size: 34, weight: 500 });
    paper.space(12);
    paper.writeBeside(picture, [
      { text: words.ticketName(ticket), size: 56, weight: 800 },
      { text: ticket.number, size: 56, weight: 800 },
    ]);
  });
  paper.space(18);
  if (!connected) {
    paper.write(words.say("callback.not-connected"), { size: 34, weight: 500 });
    paper.space(14);
  }
  paper.write(words.say("callback.free"), { size: 34, weight: 700 });
  paper.write(words.say("callback.free.more"), { size: 34, weight: 500 });
  return paper.finish();
}
