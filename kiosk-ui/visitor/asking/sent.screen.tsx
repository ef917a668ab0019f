import { Note } from "../../design/note.tsx";
import { Screen } from "../../design/screen.tsx";
import { TicketCard } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import { PrintAndDone } from "../screens/print-and-done.tsx";
import { PrintingNote } from "../screens/printing-note.tsx";
import type { ScreenProps } from "../screens/screen-props.ts";
import type { Screen as Shown } from "../visitor-state.ts";
import type { Tell } from "./journey-words.ts";

type Props = ScreenProps & { tell: Tell; screen: Extract<Shown, { name: "sent" }> };

/** What was sent, whether it has left this place, and the word to ask with. */
export function SentScreen({ frame, say, send, tell, screen }: Props) {
  const { journey, sent, printing } = screen;
  const { ticket, connected } = sent;
  const heading = journey === "feedback" ? "feedback.thanks" : `${journey}.sent`;
  return (
    <Screen frame={frame} name={`sent-${journey}`} heading={tell(heading)}>
      <div class="halves">
        {ticket && (
          <div class="half">
            <TicketCard {...ticket} name={ticketName(say, ticket)} />
            <p class="lead">
              <strong>{tell("word.title")}</strong> {tell("word.text")}
            </p>
          </div>
        )}
        <div class="half">
          {!connected && (
            <Note kind="honey" icon="cloud-off">
              {tell("refer.saved")}
            </Note>
          )}
          {ticket && <Note picture="lamp">{tell(`${journey}.sent.text`)}</Note>}
          <PrintingNote say={say} printing={printing} />
        </div>
      </div>
      <PrintAndDone {...{ say, send, printing }} prints={ticket !== null} />
    </Screen>
  );
}
