import {
  type AttemptOutcome,
  type CommissioningView,
  type LearnStep,
  MachineId,
  type MachinePlanDraft,
  type SlotId,
  type StaffId,
  type TestVendSeen,
} from "@drop-in/contracts";
import type { Observation } from "@drop-in/vending-driver";
import { AgentError } from "../agent-error.ts";

export type BenchTest = {
  testId: string;
  slotId: SlotId;
  staffId: StaffId;
  outcome: AttemptOutcome | null;
  seen: TestVendSeen["seen"] | null;
};

/** The draft of a machine, and what was found out about it so far. */
export type OnBench = {
  draft: MachinePlanDraft;
  looks: Map<LearnStep, Observation>;
  learnt: Map<LearnStep, string>;
  found: CommissioningView["found"];
  test: BenchTest | null;
};
export type Bench = ReturnType<typeof createBench>;

/** The technician's bench: one machine at a time lies on it, or none. */
export function createBench() {
  let now: OnBench | undefined;
  return {
    find: (): OnBench | undefined => now,
    need(): OnBench {
      if (!now) throw new AgentError("wrong-state", "No machine is being brought into service.");
      return now;
    },
    lay(draft: MachinePlanDraft, test: BenchTest | null): void {
      now = { draft, looks: new Map(), learnt: new Map(), found: [], test };
    },
    clear(): void {
      now = undefined;
    },
  };
}

export const emptyDraft: MachinePlanDraft = {
  machineId: MachineId.parse("machine-1"),
  name: "Machine",
  protocol: "vmc-fafb",
  learned: {},
  slots: [],
};
