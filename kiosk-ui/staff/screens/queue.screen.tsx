import type { StaffLive, StaffVisit, VisitId } from "@drop-in/contracts";
import { clockTime } from "../../clock/clock-time.ts";
import { Button } from "../../design/button.tsx";
import { Chip } from "../../design/chip.tsx";
import { useHeadingFocus } from "../../design/heading-focus.ts";
import { TicketTile } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import { tallyOf, waitOf } from "../queue.view.ts";
import type { Words } from "../staff-words.ts";

type Props = {
  t: Words;
  live: StaffLive;
  nowMs: number;
  busy: boolean;
  onOpen: (visitId: VisitId) => void;
  onSeen: (visit: StaffVisit) => void;
  onCallAgain: (visit: StaffVisit) => void;
};

/** Everybody here: called, waiting in the order they came, and finished. */
export function QueueScreen(props: Props) {
  const { t, live } = props;
  const heading = useHeadingFocus("queue");
  return (
    <>
      {live.called.length > 0 && (
        <section aria-labelledby="called">
          <h2 id="called">{t("queue.calledTitle")}</h2>
          <ul class="cards">
            {live.called.map((visit) => (
              <CalledCard key={visit.visitId} visit={visit} {...props} />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="waiting">
        <h1 id="waiting" ref={heading} tabIndex={-1}>
          {live.waiting.length === 0
            ? t("queue.nobodyTitle")
            : t("queue.waitingTitle", { count: live.waiting.length })}
        </h1>
        {live.waiting.length === 0 && <p class="empty">{t("queue.nobody")}</p>}
        <ol class="cards">
          {live.waiting.map((visit) => (
            <WaitingCard key={visit.visitId} visit={visit} {...props} />
          ))}
        </ol>
      </section>
      {live.finished.length > 0 && <Finished {...props} />}
    </>
  );
}

type CardProps = Props & { visit: StaffVisit };

function WaitingCard({ t, visit, nowMs, onOpen }: CardProps) {
  const { minutes, told, late } = waitOf(visit, nowMs);
  return (
    <li class="card" data-late={late}>
      <TicketTile {...visit.ticket} />
      <div class="card-words">
        <p class="card-title">{nameOf(t, visit)}</p>
        <Chips t={t} visit={visit} />
      </div>
      <p class="card-wait">
        <strong>{t("queue.minutes", { count: minutes })}</strong>
        <span>{told === null ? t("queue.toldNothing") : t("queue.told", { count: told })}</span>
        {late && <span class="for-the-ear">{t("queue.late")}</span>}
      </p>
      <OpenButton t={t} visit={visit} onOpen={onOpen} />
    </li>
  );
}

function CalledCard({ t, visit, busy, onOpen, onSeen, onCallAgain }: CardProps) {
  return (
    <li class="card card-called">
      <TicketTile {...visit.ticket} />
      <div class="card-words">
        <p class="card-title">{nameOf(t, visit)}</p>
        <p class="card-note">{calledWords(t, visit)}</p>
      </div>
      <div class="card-acts">
        <Button size="small" resting={busy} onPress={() => onCallAgain(visit)}>
          {t("queue.again")}
        </Button>
        <Button size="small" resting={busy} onPress={() => onSeen(visit)}>
          {t("queue.seen")}
        </Button>
        <OpenButton t={t} visit={visit} onOpen={onOpen} />
      </div>
    </li>
  );
}

function Finished({ t, live, onOpen }: Props) {
  const tally = tallyOf(live.finished);
  return (
    <section aria-labelledby="finished">
      <h2 id="finished">{t("queue.finishedTitle")}</h2>
      <p class="card-note">{t("queue.tally", { seen: tally.seen, left: tally["did-not-wait"] })}</p>
      <ul class="finished">
        {live.finished.map((visit) => (
          <li key={visit.visitId}>
            <button type="button" class="finished-one" onClick={() => onOpen(visit.visitId)}>
              <TicketTile {...visit.ticket} />
              <span>{nameOf(t, visit)}</span>
              <span class="finished-state">{t(`visit.state.${visit.state}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Language first when it is not English, then what would help, then why they came. */
export function Chips({ t, visit }: { t: Words; visit: StaffVisit }) {
  return (
    <p class="chips">
      {visit.language !== "en" && <Chip icon="language" text={t(`language.${visit.language}`)} />}
      {visit.needs.map((need) => (
        <Chip key={need} text={t(`need.${need}`)} />
      ))}
      {visit.howToCall?.map((way) => (
        <Chip key={way} icon="bell" text={t(`call.${way}`)} />
      ))}
      <span class="chips-reason">{cameFor(t, visit)}</span>
    </p>
  );
}

/** The appointment that was found, or what they said would help, or why they came. */
export function cameFor(t: Words, { appointmentAt, helpWith, reason }: StaffVisit): string {
  if (appointmentAt) return t("visit.appointment", { time: clockTime(appointmentAt) });
  return helpWith ? t(`helpWith.${helpWith}`) : t(`reason.${reason}`);
}

type OpenProps = Pick<CardProps, "t" | "visit" | "onOpen">;

function OpenButton({ t, visit, onOpen }: OpenProps) {
  const { ticket, visitId } = visit;
  return (
    <Button size="small" onPress={() => onOpen(visitId)}>
      {t("queue.open")}
      <span class="for-the-ear">{` ${ticket.number}, ${ticketName(t, ticket)}`}</span>
    </Button>
  );
}
function nameOf(t: Words, { ticket }: StaffVisit): string {
  return t("visit.title", { number: ticket.number, name: ticketName(t, ticket) });
}

function calledWords(t: Words, { calledAt, timesCalled }: StaffVisit): string {
  const times = t("queue.calledTimes", { count: Math.max(1, timesCalled) });
  return calledAt === null
    ? times
    : `${t("queue.calledAt", { time: clockTime(calledAt) })} · ${times}`;
}
