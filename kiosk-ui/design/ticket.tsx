import type { TicketColour, TicketPicture } from "@drop-in/contracts";
import { Picture } from "./picture.tsx";
import "./ticket.css";

/** A ticket's picture on its colour. Its size is `--tile-size`. The words beside it say the same. */
export function TicketTile({ picture, colour }: { picture: TicketPicture; colour: TicketColour }) {
  return (
    <span class={`ticket-tile ticket-tile-${colour}`}>
      <Picture name={picture} />
    </span>
  );
}

type Props = { picture: TicketPicture; colour: TicketColour; number: string; name: string };

const longFrom = 5; // characters that no longer fit beside the tile at full size

/** How a person will be called: tile, number, and the name of both ("Blue Kite"). */
export function TicketCard({ picture, colour, number, name }: Props) {
  return (
    <div class="ticket-card">
      <TicketTile picture={picture} colour={colour} />
      <p>
        <bdi
          dir="ltr"
          class={number.length < longFrom ? "ticket-number" : "ticket-number ticket-number-long"}
        >
          {number}
        </bdi>
        <span class="ticket-name">{name}</span>
      </p>
    </div>
  );
}
