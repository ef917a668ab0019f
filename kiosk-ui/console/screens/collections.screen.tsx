import type { CollectionId, CollectionRow, DeviceRow } from "@drop-in/contracts";
import type { Issue } from "../collections-app.tsx";
import type { Words } from "../console-words.ts";
import type { Choice, IssueView } from "../issue.view.ts";
import { CollectionTable } from "./collection-table.tsx";
import { IssueForm } from "./issue-form.tsx";
import { IssuedCard } from "./issued-card.tsx";
import { SectionHead } from "./section-head.tsx";

export type CollectionsProps = {
  t: Words;
  nowMs: number;
  issue: Issue;
  view: IssueView;
  collections: readonly CollectionRow[];
  devices: readonly DeviceRow[];
  busy: boolean;
  revoking: CollectionId | null;
  onChoose: (choice: Choice) => void;
  onValidHours: (hours: number) => void;
  onMake: () => void;
  onPrint: () => void;
  onDone: () => void;
  onAskRevoke: (collectionId: CollectionId | null) => void;
  onRevoke: (collectionId: CollectionId) => void;
};

/** Making a code, the code just made, and all that were made before. */
export function CollectionsScreen(props: CollectionsProps) {
  const { t, issue } = props;
  return (
    <>
      <SectionHead title={t("collections.title")} lead={t("collections.lead")} />
      {issue.issued === null ? (
        <IssueForm {...props} />
      ) : (
        <IssuedCard {...props} issued={issue.issued} />
      )}
      <CollectionTable {...props} />
    </>
  );
}
