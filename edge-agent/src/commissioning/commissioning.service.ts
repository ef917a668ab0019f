import {
  type CommissioningView,
  type DraftPlan,
  MachinePlan,
  MachineProtocol,
  type StaffId,
  type VariantId,
} from "@drop-in/contracts";
import { AgentError } from "../agent-error.ts";
import { createBench, emptyDraft } from "./bench.ts";
import { problemsOf } from "./draft.rules.ts";
import { stepsOf } from "./learners.ts";
import type { PlanStore } from "./plan.store.ts";
import { createTestVendService, type TestVendParts } from "./test-vend.service.ts";
import { createTrialMachine, type TrialParts } from "./trial-machine.service.ts";

export type CommissioningService = ReturnType<typeof createCommissioningService>;

type Parts = TrialParts &
  TestVendParts & {
    plans: PlanStore;
    current: () => MachinePlan | undefined;
    isKnown: (variantId: VariantId) => boolean;
    /** Between the intent and the outcome of a person's attempt. */
    underWay: () => boolean;
    /** Lays the book out anew, and chooses anew for collections whose slot changed (V7). In the plan's transaction. */
    relay: (plan: MachinePlan) => void;
  };

/** A machine on the technician's bench: opened, tried, taught, laid out, and only then put into service. */
export function createCommissioningService(parts: Parts) {
  const { seat, tests, changes, transact, record, current } = parts;
  const bench = createBench();
  const trial = createTrialMachine(parts, bench, needStill);
  const testVends = createTestVendService(parts, bench, needStill);

  /** Nothing about the machine changes between an intent and its outcome (V16). */
  function needStill(): void {
    if (!parts.underWay() && tests.open().length === 0) return;
    throw new AgentError("machine-busy", "The machine is busy.");
  }

  function begin(): void {
    needStill();
    if (!bench.find()) bench.lay(current() ?? emptyDraft, tests.lastUnclear());
    changes.announce();
    void trial.find();
  }

  function lay({ name, slots }: DraftPlan): void {
    const on = bench.need();
    on.draft = { ...on.draft, name, slots };
    changes.announce();
  }

  async function save(staffId: StaffId): Promise<void> {
    const { draft } = bench.need();
    needStill();
    const [problem] = problemsOf(draft, parts.isKnown);
    if (problem) throw new AgentError("draft-has-problems", problem);
    const plan = MachinePlan.parse(draft);
    const { machineId, protocol, slots } = plan;
    transact(() => {
      parts.plans.save(plan);
      parts.relay(plan);
      record({
        type: "machine.commissioned.v1",
        payload: { machineId, protocol, slots: slots.length, staffId },
      });
    });
    await backInService();
  }

  async function leave(): Promise<void> {
    bench.need();
    needStill();
    await backInService();
  }

  /** The bench is cleared only once the machine of the plan sits there: until then this can be asked for again. */
  async function backInService(): Promise<void> {
    await trial.open(current());
    bench.clear();
    changes.announce();
  }

  function importPlan(plan: MachinePlan): void {
    const { draft, test } = bench.need();
    needStill();
    bench.lay({ ...plan, address: draft.address ?? plan.address }, test);
    changes.announce();
  }

  function view(): CommissioningView | null {
    const on = bench.find();
    if (!on) return null;
    const { draft, looks, learnt, found, test } = on;
    const protocol = MachineProtocol.safeParse(draft.protocol);
    return {
      link: seat.status().link,
      draft,
      problems: problemsOf(draft, parts.isKnown),
      steps: (protocol.success ? stepsOf[protocol.data] : []).map((step) => ({
        step,
        state: learnt.has(step) ? "learnt" : looks.has(step) ? "looked" : "to-do",
        learnt: learnt.get(step) ?? "",
      })),
      found,
      testVend: test && { slotId: test.slotId, outcome: test.outcome, seen: test.seen },
    };
  }

  return {
    recoverInterrupted: testVends.recoverInterrupted,
    active: (): boolean => bench.find() !== undefined,
    begin,
    connect: trial.connect,
    look: trial.look,
    compare: trial.compare,
    lay,
    testVend: testVends.start,
    testVendSeen: testVends.seen,
    save,
    leave,
    importPlan,
    plan: current,
    view,
  };
}
