import { ticketColours, ticketPictures } from "@drop-in/contracts";
import { Button } from "../../../design/button.tsx";
import { NumberField } from "../../../design/code-field.tsx";
import { DigitPad } from "../../../design/keypad.tsx";
import { Acts } from "../../../design/screen.tsx";
import { TicketTile } from "../../../design/ticket.tsx";
import { ticketName } from "../../../words/ticket-name.ts";
import { Asked } from "./asked.tsx";
import type { QuestionProps } from "./question-props.ts";
import { wordParts } from "./ticket-word.rules.ts";

/** The word on somebody's paper: its colour, its picture and its number, one after another. */
export function TicketWordQuestion(props: QuestionProps) {
  const { tell, say, send, run } = props;
  const { colour, picture, number } = wordParts(run.entry);
  const enter = (...parts: string[]) => send({ type: "enter", entry: parts });
  if (colour === undefined) {
    return (
      <Asked {...props} heading={tell("messages.colour")}>
        <div class="word-tiles word-tiles-colours">
          {ticketColours.map((one) => (
            <button key={one} type="button" class="word-tile" onClick={() => enter(one)}>
              <span class={`ticket-tile ticket-tile-${one}`} />
              {tell(`colour.${one}`)}
            </button>
          ))}
        </div>
      </Asked>
    );
  }
  if (picture === undefined) {
    return (
      <Asked {...props} part="-picture" heading={tell("messages.picture")} lead={null}>
        <div class="word-tiles">
          {ticketPictures.map((one) => (
            <button key={one} type="button" class="word-tile" onClick={() => enter(colour, one)}>
              <TicketTile picture={one} colour={colour} />
              {ticketName(say, { picture: one, colour })}
            </button>
          ))}
        </div>
      </Asked>
    );
  }
  return (
    <Asked {...props} part="-number" heading={tell("messages.number")} lead={null}>
      <div class="entry">
        <div class="entry-field">
          <NumberField
            shown={`${run.journey === "change-call" ? "C" : "R"}${number}`}
            label={ticketName(say, { picture, colour })}
          />
        </div>
        <div class="entry-keys">
          <DigitPad
            label={tell("messages.number")}
            eraseLabel={say("callback.erase")}
            onKey={(key) => enter(colour, picture, `${number}${key}`.slice(0, 5))}
            onErase={() => enter(colour, picture, number.slice(0, -1))}
          />
        </div>
        <Acts>
          <Button
            kind="primary"
            wide
            resting={number === ""}
            onPress={() => send({ type: "say", said: [colour, picture, number] })}
          >
            {tell("carryOn")}
          </Button>
        </Acts>
      </div>
    </Asked>
  );
}
