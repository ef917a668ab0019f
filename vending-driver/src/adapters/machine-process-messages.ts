import type { Evidence } from "../evidence.ts";
import type { MachineSpec } from "../machine-spec.ts";
import type {
  DispenseOutcome,
  FoundSlot,
  MachineStatus,
  Observation,
  Progress,
} from "../vending-machine.ts";

/** What a machine's process is started with. */
export type ProcessStart = {
  spec: MachineSpec;
  firstPackNo: number;
  /** The slots whose evidence is kept at hand on our side of the boundary. */
  selections: readonly number[];
};

/** What is asked of the process. Answers carry the number of what they answer. */
export type Ask =
  | { ask: "dispense"; number: number; selection: number }
  | { ask: "read-evidence"; number: number; selection: number }
  | { ask: "find-slots"; number: number }
  | { ask: "observe"; number: number }
  | { ask: "open-again" }
  | { ask: "close" };

/** What the process tells. */
export type Tell =
  | { tell: "alive" }
  | { tell: "status"; status: MachineStatus }
  | { tell: "evidence"; selection: number; evidence: Evidence }
  | { tell: "progress"; number: number; progress: Progress }
  | { tell: "outcome"; number: number; outcome: DispenseOutcome }
  | { tell: "evidence-read"; number: number; evidence: Evidence | undefined }
  | { tell: "slots-found"; number: number; slots: FoundSlot[] }
  | { tell: "observed"; number: number; observation: Observation | undefined };
