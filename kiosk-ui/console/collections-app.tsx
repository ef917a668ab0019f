import {
  type CollectionId,
  type CollectionRow,
  type ConsoleLive,
  IssuedCollection,
} from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Answer, Requests } from "../api/requests.ts";
import type { Asking } from "./collection-acts.view.ts";
import type { Words } from "./console-words.ts";
import { type Issue, noIssue } from "./issue.ts";
import { type Choice, fillIn, issueViewOf, type MachineOption } from "./issue.view.ts";
import { CollectionsScreen } from "./screens/collections.screen.tsx";

type Props = {
  t: Words;
  requests: Requests;
  newId: () => string;
  page: Window;
  live: ConsoleLive;
  nowMs: number;
  issue: Issue;
  setIssue: (issue: Issue) => void;
  report: (answer: Answer<unknown>) => void;
};

export function CollectionsApp(props: Props) {
  const { t, requests, newId, page, live, nowMs, issue, setIssue, report } = props;
  const [busy, setBusy] = useState(false);
  const [asking, setAsking] = useState<Asking | null>(null);
  const view = issueViewOf(live.stock, live.devices, issue.choice);

  const make = async () => {
    const { chosen } = view;
    if (busy || chosen === null) return;
    const requestId = issue.requestId ?? newId();
    setIssue({ ...issue, requestId });
    setBusy(true);
    const answer = await requests.post(
      "/collections",
      {
        requestId,
        machineId: chosen.machineId,
        variantId: chosen.variantId,
        validHours: issue.validHours,
      },
      IssuedCollection,
    );
    setBusy(false);
    report(answer);
    if (answer.kind !== "ok") return;
    const what = whatOf(t, issue.choice);
    setIssue({ ...noIssue, issued: { collection: answer.value, what, machine: chosen } });
  };
  const tell = async (collectionId: CollectionId, what: "revoke" | "decide", body?: object) => {
    setBusy(true);
    report(await requests.tell(`/collections/${collectionId}/${what}`, body));
    setBusy(false);
    setAsking(null);
  };
  /** The new code is shown once, as that of a new collection is. */
  const move = async (row: CollectionRow, machine: MachineOption) => {
    if (busy || asking === null) return;
    setBusy(true);
    const asked = { requestId: asking.requestId, machineId: machine.machineId };
    const path = `/collections/${row.collectionId}/move`;
    const answer = await requests.post(path, asked, IssuedCollection);
    setBusy(false);
    report(answer);
    if (answer.kind !== "lost") setAsking(null);
    if (answer.kind !== "ok") return;
    const { name, side, size } = row;
    const what = whatOf(t, { product: name.en, side, size });
    setIssue({ ...noIssue, issued: { collection: answer.value, what, machine } });
  };
  const choose = (choice: Choice) =>
    setIssue({
      ...issue,
      choice: fillIn(live.stock, live.devices, choice),
      requestId: null,
      issued: null,
    });
  return (
    <CollectionsScreen
      t={t}
      nowMs={nowMs}
      issue={issue}
      view={view}
      collections={live.collections}
      devices={live.devices}
      busy={busy}
      stock={live.stock}
      asking={asking}
      onChoose={choose}
      onValidHours={(validHours) => setIssue({ ...issue, validHours, requestId: null })}
      onMake={() => void make()}
      onPrint={() => page.print()}
      onDone={() => setIssue(noIssue)}
      onAsk={(asked) => setAsking(asked && { ...asked, requestId: newId() })}
      onRevoke={(collectionId) => void tell(collectionId, "revoke")}
      onMove={(row, machine) => void move(row, machine)}
      onDecide={(collectionId, decided) => void tell(collectionId, "decide", decided)}
    />
  );
}

function whatOf(t: Words, { product, side, size }: Omit<Choice, "machineId">): string {
  return t("item", {
    name: product ?? "",
    side: side === null ? "" : t(`side.${side}`),
    size: size ?? "",
  });
}
