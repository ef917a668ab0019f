import type { Ticket, TicketColour, TicketPicture } from "@drop-in/contracts";
import type { Translate } from "./words.ts";

export type TicketKey = `ticket.${TicketPicture}.${TicketColour}`;

/** "Blue Kite", in the word order and the gender of the language. */
export function ticketName(t: Translate<TicketKey>, ticket: Pick<Ticket, "picture" | "colour">) {
  return t(`ticket.${ticket.picture}.${ticket.colour}`);
}
