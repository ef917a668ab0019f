import type {
  AnswerSubmission,
  EqualityCount,
  MoveSubmission,
  SubmissionId,
  SubmissionOpened,
  SubmissionRow,
  SubmissionState,
} from "@drop-in/contracts";
import { useState } from "preact/hooks";
import { Button } from "../../design/button.tsx";
import { Sign, type Tone } from "../../design/sign.tsx";
import { ticketName } from "../../words/ticket-name.ts";
import type { Words } from "../console-words.ts";
import { equalityWords, saidLines } from "../said.view.ts";
import { timeWords } from "../time-words.ts";
import { Empty, SectionHead } from "./section-head.tsx";

type Props = {
  t: Words;
  nowMs: number;
  list: readonly SubmissionRow[] | null;
  opened: SubmissionOpened | null;
  counts: readonly EqualityCount[];
  busy: boolean;
  onOpen: (submissionId: SubmissionId) => void;
  onClose: () => void;
  onMove: (state: MoveSubmission["state"]) => void;
  onAnswer: (answer: AnswerSubmission) => Promise<boolean>;
};

const toneOf: Record<SubmissionState, Tone> = {
  new: "attention",
  read: "unknown",
  planned: "good",
  booked: "good",
  closed: "down",
};
const steps = ["read", "planned", "booked", "closed"] as const;
const columns = ["what", "place", "sent", "state", "actions"] as const;
const DAYS_KEPT = 14;

/** What people sent from a screen: who has read it, what became of it, and the answer that waits for them. */
export function SentScreen(props: Props) {
  const { t, list, opened } = props;
  return (
    <>
      <SectionHead title={t("sent.title")} lead={t("sent.lead")} />
      {opened && <Opened key={opened.row.submissionId} {...props} opened={opened} />}
      {list?.length === 0 && (
        <Empty picture="paper" title={t("sent.empty")} what={t("sent.emptyWhat")} />
      )}
      {list && list.length > 0 && <Table {...props} list={list} />}
      {props.counts.length > 0 && <Counts {...props} />}
    </>
  );
}

function Table({ t, nowMs, list, onOpen }: Props & { list: readonly SubmissionRow[] }) {
  return (
    <table class="table">
      <caption>{t("sent.listTitle")}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`sent.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {list.map((row) => (
          <tr key={row.submissionId}>
            <th scope="row">
              {t(`sent.kind.${row.kind}`)}
              <p class="second">{wordOf(t, row)}</p>
            </th>
            <td>
              {row.siteName}
              <p class="second">{t(`callbacks.language.${row.language}`)}</p>
            </td>
            <td>{timeWords(t, row.sentAt, nowMs)}</td>
            <td>
              <Sign tone={toneOf[row.state]} words={t(`sent.state.${row.state}`)} />
              {row.messageUntil && (
                <p class="second">
                  {t("sent.messageUntil", { time: timeWords(t, row.messageUntil, nowMs) })}
                </p>
              )}
            </td>
            <td>
              <Button size="small" onPress={() => onOpen(row.submissionId)}>
                {t("sent.open")}
                <span class="for-the-ear">{` ${wordOf(t, row)}`}</span>
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Who comes, as counts. What fewer than five have said is told as that. */
function Counts({ t, counts }: Props) {
  const questions = [...new Set(counts.map(({ question }) => question))];
  return (
    <section aria-labelledby="who-comes">
      <h2 id="who-comes">{t("sent.whoComes")}</h2>
      <p class="second">{t("sent.whoComesLead")}</p>
      <dl class="facts">
        {questions.map((question) => (
          <div key={question}>
            <dt>{equalityWords(question)}</dt>
            <dd>
              {counts
                .filter((each) => each.question === question)
                .map(({ answer, count }) =>
                  t("sent.count", {
                    answer: equalityWords(question, answer),
                    count: count ?? t("sent.few"),
                  }),
                )
                .join(" · ")}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Opened(props: Props & { opened: SubmissionOpened }) {
  const { t, opened, busy, onClose, onMove } = props;
  const { row, said } = opened;
  return (
    <section class="question" aria-label={t("sent.opened")}>
      <h2>{`${t(`sent.kind.${row.kind}`)} · ${wordOf(t, row)}`}</h2>
      {said === null ? (
        <p>{t("sent.notOpened")}</p>
      ) : (
        <dl class="facts">
          {saidLines(row.kind, said).map(({ question, answer }) => (
            <div key={question}>
              <dt>{question}</dt>
              <dd dir="auto">{answer}</dd>
            </div>
          ))}
        </dl>
      )}
      <div class="steps">
        {steps
          .filter((state) => state !== row.state)
          .map((state) => (
            <Button key={state} size="small" resting={busy} onPress={() => onMove(state)}>
              {t(`sent.move.${state}`)}
            </Button>
          ))}
        <Button size="small" onPress={onClose}>
          {t("sent.close")}
        </Button>
      </div>
      {row.ticket && <AnswerForm {...props} />}
    </section>
  );
}

function AnswerForm({ t, busy, onAnswer }: Props) {
  const [text, setText] = useState("");
  const said = text.trim();
  const send = async () => {
    if (said !== "" && (await onAnswer({ text: said, days: DAYS_KEPT }))) setText("");
  };
  return (
    <>
      <label class="field">
        <span class="field-label">{t("sent.answer")}</span>
        <textarea
          class="text-field"
          rows={3}
          maxLength={300}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <p class="second">{t("sent.answerNote", { days: DAYS_KEPT })}</p>
      <div class="steps">
        <Button size="small" resting={busy || said === ""} onPress={() => void send()}>
          {t("sent.answerSend")}
        </Button>
      </div>
    </>
  );
}

function wordOf(t: Words, { ticket }: SubmissionRow): string {
  return ticket ? `${ticketName(t, ticket)} ${ticket.number}` : t("sent.noWord");
}
