import type { Ticket } from "@drop-in/contracts";
import { TicketTile } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import type { TwoWords } from "../display-words.ts";
import type { Aside } from "../scene.view.ts";
import { Both } from "./whole-page.tsx";

/** Who is next and who was called just now. */
export function QuietHalf({ words, aside }: { words: TwoWords; aside: Aside }) {
  return (
    <aside class="quiet-half">
      <section aria-labelledby="next">
        <h2 id="next">
          <Both words={words} of="next" />
        </h2>
        {aside.next.length === 0 ? (
          <p class="nobody">
            <Both words={words} of="nobodyNext" />
          </p>
        ) : (
          <ul class="next">
            {aside.next.map((ticket) => (
              <Line key={ticket.number} words={words} ticket={ticket} />
            ))}
          </ul>
        )}
      </section>
      {aside.recent.length > 0 && (
        <section aria-labelledby="recent">
          <h2 id="recent">
            <Both words={words} of="recent" />
          </h2>
          <ul class="recent">
            {aside.recent.map((ticket) => (
              <Line key={ticket.number} words={words} ticket={ticket} />
            ))}
          </ul>
        </section>
      )}
      <p class="missed">
        <Both words={words} of="missed" />
      </p>
    </aside>
  );
}

function Line({ words, ticket }: { words: TwoWords; ticket: Ticket }) {
  return (
    <li class="line">
      <TicketTile {...ticket} />
      <p class="line-words">
        <bdi class="line-number">{ticket.number}</bdi>{" "}
        <span class="english">{ticketName(words.en, ticket)}</span>{" "}
        <span class="arabic" lang="ar" dir="rtl">
          {ticketName(words.ar, ticket)}
        </span>
      </p>
    </li>
  );
}
