import type { CollectionId, CollectionRow, DeviceRow } from "@drop-in/contracts";
import type { Words } from "../console-words.ts";
import type { Issue } from "../issue.ts";
import type { Choice, IssueView } from "../issue.view.ts";

/** What the parts of the collections page share. */
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
