import type { StaffLive } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { TicketTile } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import { stillHere } from "../queue.view.ts";
import type { Words } from "../staff-words.ts";
import { Panel } from "./panel.tsx";

type Props = {
  t: Words;
  live: StaffLive;
  nowMs: number;
  busy: boolean;
  onGo: () => void;
  onBack: () => void;
};

/** Before closing: who is still here comes first, then one clear act. */
export function CloseScreen({ t, live, nowMs, busy, onGo, onBack }: Props) {
  const { waiting, called, longestMinutes } = stillHere(live, nowMs);
  const anybody = waiting + called > 0;
  return (
    <Panel title={t("close.title")} backWord={t("close.cancel")} onBack={onBack}>
      {anybody ? (
        <div class="calm-note">
          <h2>{t("close.stillHere", { count: waiting + called })}</h2>
          {waiting > 0 && <p>{t("close.longest", { count: longestMinutes })}</p>}
          {called > 0 && <p>{t("close.called", { count: called })}</p>}
        </div>
      ) : (
        <p class="lead">{t("close.nobody")}</p>
      )}
      <ul class="finished">
        {[...live.called, ...live.waiting].map(({ visitId, ticket, state }) => (
          <li key={visitId} class="finished-one">
            <TicketTile {...ticket} />
            <span>{t("visit.title", { number: ticket.number, name: ticketName(t, ticket) })}</span>
            <span class="finished-state">{t(`visit.state.${state}`)}</span>
          </li>
        ))}
      </ul>
      <p>{t("close.after")}</p>
      <div class="panel-go">
        <Button kind="primary" resting={busy} onPress={onGo}>
          {t(anybody ? "close.goAnyway" : "close.go")}
        </Button>
      </div>
    </Panel>
  );
}
