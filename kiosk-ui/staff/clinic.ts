import type { AttemptId, StaffLive, VisitId } from "@drop-in/contracts";
import type { Outside } from "./outside.ts";
import type { Said } from "./screens/note-bar.tsx";

/** What stands in place of the queue. */
export type OpenPanel =
  | { kind: "visit"; visitId: VisitId }
  | { kind: "resolve"; attemptId: AttemptId }
  | { kind: "check-in" }
  | { kind: "replace"; attemptId: AttemptId }
  | { kind: "machine" }
  | { kind: "set-up" }
  | { kind: "close" };

export type Clinic = Outside & {
  live: StaffLive;
  nowMs: number;
  boxHeard: boolean;
  onLock: () => void;
};

/** Sends one request at a time; the change itself arrives by the live stream. */
export type Act = (path: string, body?: unknown, done?: Said) => Promise<boolean>;
