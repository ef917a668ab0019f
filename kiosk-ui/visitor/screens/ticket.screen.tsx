import type { CheckedIn, VisitNeed, VisitReason } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Note } from "../../design/note.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { TicketCard } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import type { Punctuality } from "../punctuality.rules.ts";
import type { Printing } from "../visitor-state.ts";
import { PrintingNote } from "./printing-note.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & {
  visit: CheckedIn;
  reason: VisitReason;
  needs: readonly VisitNeed[];
  /** What they came for, once it was found. */
  punctual: { kind: Punctuality; time: string } | null;
  printing: Printing;
  /** The site's time of the estimate, in words. */
  asOf: string;
};

/** The person's place in the queue: how they will be called, an honest wait, and what happens next. */
export function TicketScreen(props: Props) {
  const { frame, say, send, visit, reason, needs, punctual, printing, asOf } = props;
  const find = needs.includes("come-and-find-me");
  const heading = visit.already ? "ticket.twice" : "ticket.title";
  return (
    <Screen frame={frame} name="ticket" heading={say(heading)}>
      <div class="halves">
        <div class="half">
          <TicketCard {...visit.ticket} name={ticketName(say, visit.ticket)} />
          <WaitNote say={say} wait={visit.wait} asOf={asOf} />
          <PrintingNote say={say} printing={printing} />
        </div>
        <div class="half">
          {punctual && punctual.kind !== "on-time" && (
            <Note picture="calendar">
              <strong>{say(`ticket.${punctual.kind}`)}</strong>
              <br />
              {say(`ticket.${punctual.kind}.text`, { time: punctual.time })}
            </Note>
          )}
          {reason === "appointment" && punctual === null && (
            <Note picture="calendar">
              <strong>{say("ticket.appointment")}</strong>
              <br />
              {say("ticket.appointment.text")}
            </Note>
          )}
          <Note picture="seat">
            <strong>{say("ticket.sit")}</strong>
            <br />
            {say("ticket.sit.text")}
          </Note>
          <Note picture="eye">
            <strong>{say("ticket.watch")}</strong>
            <br />
            {say(find ? "ticket.find.text" : "ticket.watch.text")}
          </Note>
        </div>
      </div>
      <Acts>
        <Button kind="primary" wide onPress={() => send({ type: "done" })}>
          {say("ticket.done")}
        </Button>
      </Acts>
    </Screen>
  );
}

function WaitNote({ say, wait, asOf }: Pick<Props, "say" | "asOf"> & Pick<CheckedIn, "wait">) {
  const asOfWords = <> {say("wait.asOf", { time: asOf })}</>;
  switch (wait.kind) {
    case "estimate":
      return (
        <Note kind="honey" picture="hourglass">
          <strong>{say("wait.about", { count: wait.aboutMinutes })}</strong>{" "}
          {say("wait.between", { from: wait.fromMinutes, to: wait.toMinutes })}
          {asOfWords}
        </Note>
      );
    case "next":
      return (
        <Note kind="honey" picture="hourglass">
          <strong>{say("wait.next")}</strong>
          {asOfWords}
        </Note>
      );
    default:
      return (
        <Note kind="honey" picture="hourglass">
          {say("wait.notOpen")}
          {asOfWords}
        </Note>
      );
  }
}
