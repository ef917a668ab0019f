import type { CallbackPromise } from "@drop-in/contracts";
import { Note } from "../../design/note.tsx";
import { Screen } from "../../design/screen.tsx";
import { TicketCard } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import type { Printing } from "../visitor-state.ts";
import { PrintAndDone } from "./print-and-done.tsx";
import { PrintingNote } from "./printing-note.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & {
  promise: CallbackPromise;
  /** The whole promise as one sentence. */
  heading: string;
  printing: Printing;
  changed: boolean;
};

/** What was promised, by when, and the word to ask with. */
export function CallbackPromiseScreen(props: Props) {
  const { frame, say, send, promise, heading, printing, changed } = props;
  return (
    <Screen frame={frame} name="callback-promise" heading={heading}>
      <div class="halves">
        <div class="half">
          <TicketCard {...promise.ticket} name={ticketName(say, promise.ticket)} />
          <p class="lead">
            <strong>{say("promise.word")}</strong> {say("promise.word.text")}
          </p>
        </div>
        <div class="half">
          {changed && <Note picture="lamp">{say("promise.changed")}</Note>}
          {!promise.connected && (
            <Note kind="honey" icon="cloud-off">
              <strong>{say("promise.offline")}</strong>
              <br />
              {say("promise.offline.text")}
            </Note>
          )}
          <PrintingNote say={say} printing={printing} />
        </div>
      </div>
      <PrintAndDone {...{ say, send, printing }} prints />
    </Screen>
  );
}
