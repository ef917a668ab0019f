import {
  type AnswerSubmission,
  type ConsoleLive,
  EqualityCount,
  type MoveSubmission,
  type SubmissionId,
  SubmissionOpened,
  SubmissionRow,
} from "@drop-in/contracts";
import { useEffect, useState } from "preact/hooks";
import type { Answer, Requests } from "../api/requests.ts";
import type { Words } from "./console-words.ts";
import { SentScreen } from "./screens/sent.screen.tsx";

type Props = {
  t: Words;
  requests: Requests;
  live: ConsoleLive;
  nowMs: number;
  report: (answer: Answer<unknown>) => void;
};

const rows = SubmissionRow.array();

/** What people sent. The list says only that; one is opened when somebody means to answer it. */
export function SentApp({ t, requests, live, nowMs, report }: Props) {
  const [list, setList] = useState<readonly SubmissionRow[] | null>(null);
  const [opened, setOpened] = useState<SubmissionOpened | null>(null);
  const [counts, setCounts] = useState<readonly EqualityCount[]>([]);
  const [busy, setBusy] = useState(false);

  const look = async () => {
    const answer = await requests.get("/submissions", rows);
    if (answer.kind === "ok") setList(answer.value);
    else report(answer);
    const counted = await requests.get("/equality", EqualityCount.array());
    if (counted.kind === "ok") setCounts(counted.value);
  };
  // The stream tells that there is something new, and never whose it is.
  useEffect(() => void look(), [live.newSubmissions]);

  const open = async (submissionId: SubmissionId) => {
    const answer = await requests.get(`/submissions/${submissionId}`, SubmissionOpened);
    report(answer);
    if (answer.kind === "ok") setOpened(answer.value);
  };
  const act = async (path: string, body: MoveSubmission | AnswerSubmission) => {
    const submissionId = opened?.row.submissionId;
    if (busy || submissionId === undefined) return false;
    setBusy(true);
    const answer = await requests.tell(`/submissions/${submissionId}/${path}`, body);
    setBusy(false);
    report(answer);
    if (answer.kind !== "ok") return false;
    await Promise.all([open(submissionId), look()]);
    return true;
  };
  return (
    <SentScreen
      {...{ t, nowMs, list, opened, busy, counts }}
      onOpen={(submissionId) => void open(submissionId)}
      onClose={() => setOpened(null)}
      onMove={(state) => void act("steps", { state })}
      onAnswer={(answer) => act("messages", answer)}
    />
  );
}
