import type { Ticket } from "@drop-in/contracts";
import { TicketTile } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import type { TwoWords } from "../display-words.ts";
import { Both } from "./whole-page.tsx";

/** A number that does not fit beside its picture goes below it. */
const LONG_NUMBER = 4;

/** Who is called now. Made anew for each call, so that the picture arrives again and is looked at. */
export function Calling({ words, ticket }: { words: TwoWords; ticket: Ticket }) {
  const name = ticketName(words.en, ticket);
  return (
    <main class="loud-half" data-long={ticket.number.length > LONG_NUMBER}>
      <p class="for-the-ear" role="alert">
        {words.en("callingAloud", { number: ticket.number, name })}
      </p>
      <p class="loud-lead">
        <Both words={words} of="calling" />
      </p>
      <div class="call">
        <div class="call-tile">
          <TicketTile {...ticket} />
        </div>
        <h1>
          <bdi class="call-number">{ticket.number}</bdi>
        </h1>
      </div>
      <p class="call-name">
        <span class="english">{name}</span>{" "}
        <span class="arabic" lang="ar" dir="rtl">
          {ticketName(words.ar, ticket)}
        </span>
      </p>
    </main>
  );
}
