import { DidNotWaitReason, type StaffVisit } from "@drop-in/contracts";
import { clockTime } from "../../clock/clock-time.ts";
import { Button } from "../../design/button.tsx";
import { Chip } from "../../design/chip.tsx";
import { TicketTile } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import { waitOf } from "../queue.view.ts";
import type { Words } from "../staff-words.ts";
import { Panel } from "./panel.tsx";
import { cameFor } from "./queue.screen.tsx";

type Props = {
  t: Words;
  visit: StaffVisit;
  nowMs: number;
  busy: boolean;
  onBack: () => void;
  onCall: () => void;
  onSeen: () => void;
  onReturned: () => void;
  onDidNotWait: (reason: DidNotWaitReason) => void;
};

/** One person: what we know, and the few things that can happen next. */
export function VisitScreen(props: Props) {
  const { t, visit, onBack } = props;
  const { ticket } = visit;
  return (
    <Panel
      title={t("visit.title", { number: ticket.number, name: ticketName(t, ticket) })}
      backWord={t("visit.close")}
      onBack={onBack}
    >
      <div class="visit-facts">
        <TicketTile {...ticket} />
        <Facts {...props} />
      </div>
      <Acts {...props} />
    </Panel>
  );
}

function Facts({ t, visit, nowMs }: Props) {
  const { minutes, told } = waitOf(visit, nowMs);
  const promise = told === null ? t("visit.toldNothing") : t("visit.told", { count: told });
  return (
    <dl class="facts">
      <dt>{t(`visit.state.${visit.state}`)}</dt>
      <dd>
        {`${t("visit.waited", { count: minutes })} · ${promise} · ${t("visit.checkedIn", { time: clockTime(visit.checkedInAt) })}`}
      </dd>
      <dt>{t("visit.came")}</dt>
      <dd>
        {cameFor(t, visit)}
        {visit.helped && ` · ${t("visit.helped")}`}
      </dd>
      <dt>{t("visit.speaks")}</dt>
      <dd>{t(`language.${visit.language}`)}</dd>
      <dt>{t("visit.needs")}</dt>
      <dd class="chips">
        {visit.needs.length === 0
          ? t("visit.noNeeds")
          : visit.needs.map((need) => <Chip key={need} text={t(`need.${need}`)} />)}
      </dd>
      {visit.howToCall && (
        <>
          <dt>{t("visit.howToCall")}</dt>
          <dd class="chips">
            {visit.howToCall.map((way) => (
              <Chip key={way} text={t(`call.${way}`)} />
            ))}
          </dd>
        </>
      )}
      {visit.matters && (
        <>
          <dt>{t("visit.matters")}</dt>
          <dd class="chips">
            {visit.matters.map((matter) => (
              <Chip key={matter} text={t(`matter.${matter}`)} />
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

function Acts({ t, visit, busy, onCall, onSeen, onReturned, onDidNotWait }: Props) {
  const { state, ticket } = visit;
  const here = state === "waiting" || state === "called";
  return (
    <>
      <div class="act-row">
        {here && (
          <Button
            kind={state === "waiting" ? "primary" : "plain"}
            icon="bell"
            resting={busy}
            onPress={onCall}
          >
            {t(state === "waiting" ? "visit.call" : "visit.callAgain", { number: ticket.number })}
          </Button>
        )}
        {here && (
          <Button
            kind={state === "called" ? "primary" : "plain"}
            icon="check"
            resting={busy}
            onPress={onSeen}
          >
            {t("visit.seen")}
          </Button>
        )}
        {state !== "waiting" && (
          <Button icon="arrow-back-up" resting={busy} onPress={onReturned}>
            {t("visit.returned")}
          </Button>
        )}
      </div>
      {state !== "waiting" && <p class="card-note">{t("visit.returnedWhy")}</p>}
      {here && (
        <fieldset>
          <legend>{t("visit.didNotWaitWhy")}</legend>
          <div class="act-row">
            {DidNotWaitReason.options.map((reason) => (
              <Button key={reason} size="small" resting={busy} onPress={() => onDidNotWait(reason)}>
                {t(`visit.reason.${reason}`)}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
}
