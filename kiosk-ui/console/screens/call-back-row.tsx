import type { CallbackWishes } from "@drop-in/contracts";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../design/button.tsx";
import { Chip } from "../../design/chip.tsx";
import { TicketTile } from "../../design/ticket.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import type { Words } from "../console-words.ts";
import { groupedPhone } from "../phone.view.ts";
import { spanWords, timeWords } from "../time-words.ts";
import type { Asking, ClockView, Step, WorklistRow } from "../worklist.view.ts";

export type WorkProps = {
  t: Words;
  nowMs: number;
  asking: Asking | null;
  busy: boolean;
  onStep: (asked: Asking) => void;
  onYes: (asked: Asking) => void;
  onNo: () => void;
};

type Props = WorkProps & { work: WorklistRow };

/** One call-back: its clock, how to reach the person, and what can be said to have happened. */
export function CallBackRow(props: Props) {
  const { t, work, nowMs } = props;
  const { row, offlineMinutes, late } = work;
  return (
    <tr data-late={late}>
      <td>
        <Due {...props} />
      </td>
      <th scope="row">
        <div class="who-cell">
          <TicketTile {...row.ticket} />
          <div>
            <p>{`${row.ticket.number} · ${ticketName(t, row.ticket)}`}</p>
            <p class="second">{row.siteName}</p>
          </div>
        </div>
      </th>
      <td>
        <Reach t={t} row={row} />
      </td>
      <td>
        <p>{timeWords(t, row.pressedAt, nowMs)}</p>
        {offlineMinutes !== null && (
          <Chip
            kind="honey"
            icon="wifi-off"
            text={t("callbacks.offline", { span: spanWords(t, offlineMinutes) })}
          />
        )}
      </td>
      <td>
        <p>{t(`callbacks.state.${row.state}`)}</p>
        <p class="second">{t("callbacks.tries", { count: row.tries })}</p>
      </td>
      <td>
        <Steps {...props} />
      </td>
    </tr>
  );
}

function Due({ t, work, nowMs }: Props) {
  const { clock, late, waitedMinutes, row } = work;
  if (clock === null) {
    const span = spanWords(t, waitedMinutes);
    return <p>{t(row.spokeAt === null ? "callbacks.waited" : "callbacks.spokeAfter", { span })}</p>;
  }
  return (
    <>
      <p class={late ? "due due-late" : "due"}>{dueWords(t, clock)}</p>
      <p class="second">
        {`${timeWords(t, clock.dueAt, nowMs)} · ${t("callbacks.waited", { span: spanWords(t, waitedMinutes) })}`}
      </p>
    </>
  );
}

function dueWords(t: Words, { promise, minutesLeft }: ClockView): string {
  const gaps = { promise: t(`callbacks.${promise}`), span: spanWords(t, minutesLeft) };
  if (minutesLeft < 0) return t("callbacks.late", gaps);
  return t(minutesLeft === 0 ? "callbacks.dueNow" : "callbacks.dueIn", gaps);
}

function Reach({ t, row }: { t: Words; row: WorklistRow["row"] }) {
  const { reach, phone, language, wishes } = row;
  const said = reach?.kind === "phone" && reach.leaveMessage;
  const mayLeave = said || wishes?.safe.includes("leave-message") === true;
  return (
    <>
      {phone !== null && (
        <p class="phone">
          <bdi dir="ltr">{groupedPhone(phone)}</bdi>
        </p>
      )}
      <p>{t(`callbacks.reachKind.${reach?.kind ?? "unknown"}`)}</p>
      {reach?.kind === "phone" && (
        <p class="second">{t(`callbacks.leaveMessage.${mayLeave ? "yes" : "no"}`)}</p>
      )}
      {wishes && <Wishes t={t} wishes={wishes} />}
      {language !== "en" && <Chip icon="language" text={t(`callbacks.language.${language}`)} />}
    </>
  );
}

/** When and how they want to be called; the rest is what matters to them. */
function Wishes({ t, wishes }: { t: Words; wishes: CallbackWishes }) {
  const { safe, windows, interpreter, matters, urgent } = wishes;
  const lines = [
    windows.map((one) => t(`callbacks.window.${one}`)).join(", "),
    safe
      .filter((one) => one !== "leave-message")
      .map((one) => t(`callbacks.safe.${one}`))
      .join(", "),
    matters.map((one) => t(`callbacks.matter.${one}`)).join(", "),
  ];
  return (
    <>
      {urgent && <Chip kind="honey" icon="bell" text={t("callbacks.urgent")} />}
      {interpreter && interpreter !== "none" && (
        <Chip icon="language" text={t(`callbacks.interpreter.${interpreter}`)} />
      )}
      {lines
        .filter((line) => line !== "")
        .map((line) => (
          <p key={line} class="second">
            {line}
          </p>
        ))}
    </>
  );
}

function Steps({ t, work, asking, busy, onStep, onYes, onNo }: Props) {
  const { callbackId, ticket } = work.row;
  if (asking?.callbackId === callbackId) {
    return <Question t={t} asking={asking} number={ticket.number} onYes={onYes} onNo={onNo} />;
  }
  return (
    <div class="steps">
      {work.steps.map((step) => (
        <Button key={step} size="small" resting={busy} onPress={() => onStep({ callbackId, step })}>
          {t(`callbacks.step.${step}`)}
          <span class="for-the-ear">{` ${ticket.number}`}</span>
        </Button>
      ))}
    </div>
  );
}

type QuestionProps = {
  t: Words;
  asking: Asking;
  number: string;
  onYes: Props["onYes"];
  onNo: () => void;
};

function Question({ t, asking, number, onYes, onNo }: QuestionProps) {
  const question = useRef<HTMLFieldSetElement>(null);
  useEffect(() => question.current?.focus(), []);
  return (
    <fieldset class="question" ref={question} tabIndex={-1}>
      <legend>{questionWords(t, asking.step, number)}</legend>
      <div class="steps">
        <Button size="small" onPress={() => onYes(asking)}>
          {t("callbacks.confirm.yes")}
        </Button>
        <Button size="small" onPress={onNo}>
          {t("callbacks.confirm.no")}
        </Button>
      </div>
    </fieldset>
  );
}

function questionWords(t: Words, step: Step, number: string): string {
  if (step === "cannot-reach" || step === "withdrawn" || step === "spoke") {
    return t(`callbacks.confirm.${step}`, { number });
  }
  return t(`callbacks.step.${step}`);
}
