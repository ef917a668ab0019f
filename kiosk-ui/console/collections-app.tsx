import { type CollectionId, type ConsoleLive, IssuedCollection } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Answer, Requests } from "../api/requests.ts";
import type { Words } from "./console-words.ts";
import { type Issue, noIssue } from "./issue.ts";
import { type Choice, fillIn, issueViewOf } from "./issue.view.ts";
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
  const [revoking, setRevoking] = useState<CollectionId | null>(null);
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
  const revoke = async (collectionId: CollectionId) => {
    setBusy(true);
    report(await requests.tell(`/collections/${collectionId}/revoke`));
    setBusy(false);
    setRevoking(null);
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
      revoking={revoking}
      onChoose={choose}
      onValidHours={(validHours) => setIssue({ ...issue, validHours, requestId: null })}
      onMake={() => void make()}
      onPrint={() => page.print()}
      onDone={() => setIssue(noIssue)}
      onAskRevoke={setRevoking}
      onRevoke={(collectionId) => void revoke(collectionId)}
    />
  );
}

function whatOf(t: Words, { product, side, size }: Choice): string {
  return t("item", {
    name: product ?? "",
    side: side === null ? "" : t(`side.${side}`),
    size: size ?? "",
  });
}
