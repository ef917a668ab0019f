import type {
  CollectionId,
  CollectionRow,
  DecideCollection,
  DeviceRow,
  StockRow,
} from "@drop-in/contracts";
import type { Asked, Asking } from "../collection-acts.view.ts";
import type { Words } from "../console-words.ts";
import type { Issue } from "../issue.ts";
import type { Choice, IssueView, MachineOption } from "../issue.view.ts";

/** What the parts of the collections page share. */
export type CollectionsProps = {
  t: Words;
  nowMs: number;
  issue: Issue;
  view: IssueView;
  collections: readonly CollectionRow[];
  devices: readonly DeviceRow[];
  stock: readonly StockRow[];
  busy: boolean;
  /** The question that is open about one of the codes. */
  asking: Asking | null;
  onChoose: (choice: Choice) => void;
  onValidHours: (hours: number) => void;
  onMake: () => void;
  onPrint: () => void;
  onDone: () => void;
  onAsk: (asked: Asked | null) => void;
  onRevoke: (collectionId: CollectionId) => void;
  onMove: (row: CollectionRow, machine: MachineOption) => void;
  onDecide: (collectionId: CollectionId, decided: DecideCollection) => void;
};
