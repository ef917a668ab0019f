import {
  type AttemptOutcome,
  type CommissioningView,
  type ConnectMachine,
  type DraftPlan,
  type LearnResult,
  type LearnStep,
  type LearnStepAt,
  MachineId,
  MachinePlan,
  type MachinePlanDraft,
  MachineProtocol,
  type SlotId,
  type StaffId,
  type TestVendSeen,
  type VariantId,
} from "@drop-in/contracts";
import type { Changes, NewId, Transact } from "@drop-in/foundation";
import type { Observation, VendingMachine } from "@drop-in/vending-driver";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { MachineSeat } from "../devices/machine-seat.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import { problemsOf, trialPlan } from "./draft.rules.ts";
import { learn, stepsOf } from "./learners.ts";
import type { PlanStore } from "./plan.store.ts";
import type { TestVendStore } from "./test-vend.store.ts";

export type CommissioningService = ReturnType<typeof createCommissioningService>;

type Parts = {
  plans: PlanStore;
  current: () => MachinePlan | undefined;
  tests: TestVendStore;
  seat: MachineSeat;
  openAs: (plan: MachinePlan | undefined, address?: string) => VendingMachine;
  isKnown: (variantId: VariantId) => boolean;
  /** Between the intent and the outcome of a person's attempt. */
  underWay: () => boolean;
  isDurable: () => boolean;
  /** Lays the book out anew, and chooses anew for collections whose slot changed (V7). In the plan's transaction. */
  relay: (plan: MachinePlan) => void;
  testVended: (slotId: SlotId) => void;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  newId: NewId;
};

type Test = {
  testId: string;
  slotId: SlotId;
  staffId: StaffId;
  outcome: AttemptOutcome | null;
  seen: TestVendSeen["seen"] | null;
};
type Bench = {
  draft: MachinePlanDraft;
  looks: Map<LearnStep, Observation>;
  learnt: Map<LearnStep, string>;
  found: CommissioningView["found"];
  test: Test | null;
};

/** A machine on the technician's bench: opened, tried, taught, laid out, and only then put into service. */
export function createCommissioningService(parts: Parts) {
  const { seat, changes, transact, record } = parts;
  let bench: Bench | undefined;
  // A machine names its slots as it is heard, which is later than the moment it is connected.
  seat.onStatus(() => void find());

  function need(): Bench {
    if (!bench) throw new AgentError("wrong-state", "No machine is being brought into service.");
    return bench;
  }

  /** Nothing about the machine changes between an intent and its outcome (V16). */
  function needStill(): void {
    const testing = bench?.test && bench.test.outcome === null;
    if (parts.underWay() || testing) throw new AgentError("machine-busy", "The machine is busy.");
  }

  function begin(): void {
    needStill();
    bench ??= onBench(parts.current() ?? emptyDraft);
    changes.announce();
    void find();
  }

  async function find(): Promise<void> {
    const on = bench;
    if (!on) return;
    const found = await seat.findSlots();
    if (bench !== on || found.length === on.found.length) return;
    on.found = found;
    changes.announce();
  }

  async function connect({ address, protocol, baudRate }: ConnectMachine): Promise<void> {
    const { draft, ...rest } = need();
    needStill();
    const learned = draft.protocol === protocol ? draft.learned : {};
    const next = { ...draft, address, protocol, baudRate, learned };
    bench = { ...rest, draft: next, looks: new Map(), learnt: new Map(), found: [] };
    await reopen(next);
    await find();
    changes.announce();
  }

  async function reopen(draft: MachinePlanDraft): Promise<void> {
    const trial = trialPlan(draft);
    if (trial) await seat.seat(() => parts.openAs(trial, draft.address));
  }

  async function look({ step }: LearnStepAt): Promise<void> {
    const { looks } = need();
    const seen = await seat.observe();
    if (!seen) throw new AgentError("not-ready", "The machine does not answer.");
    looks.set(step, seen);
    changes.announce();
    await find();
  }

  async function compare({ step, selection = 1 }: LearnStepAt): Promise<LearnResult> {
    const { looks, draft, learnt } = need();
    const before = looks.get(step);
    if (!before) throw new AgentError("wrong-state", "Look first, then do it, then compare.");
    const after = await seat.observe();
    if (!after) return { kind: "no-answer" };
    const protocol = MachineProtocol.parse(draft.protocol);
    const { learned } = draft;
    const taught = learn(step, protocol, { before, after }, { selection, learned });
    if (taught.kind !== "learnt") return taught;
    const words = Object.entries(taught.learned)
      .map(([what, value]) => `${what} is ${JSON.stringify(value)}`)
      .join(", ");
    learnt.set(step, words);
    need().draft = { ...draft, learned: { ...learned, ...taught.learned } };
    await reopen(need().draft);
    changes.announce();
    return { kind: "learnt", learnt: words };
  }

  function lay({ name, slots }: DraftPlan): void {
    need().draft = { ...need().draft, name, slots };
    changes.announce();
  }

  /** A dummy: journalled before the machine hears of it (V2), once (V3), and never a collection's. */
  function testVend(slotId: SlotId, staffId: StaffId): void {
    const on = need();
    needStill();
    const slot = on.draft.slots.find((each) => each.slotId === slotId);
    if (!slot) throw new AgentError("not-found", "There is no such slot in the draft.");
    const { selection } = slot;
    const testId = parts.newId();
    const intendedAt = parts.clock.now().toISOString();
    transact(() => parts.tests.intend({ testId, slotId, selection, staffId, intendedAt }));
    if (!parts.isDurable() || !parts.tests.isIntended(testId)) {
      throw new Error(`V2: test vend ${testId} is not safe on disk`);
    }
    const test: Test = { testId, slotId, staffId, outcome: null, seen: null };
    on.test = test;
    changes.announce();
    void seat.dispense(selection).then((outcome) => {
      test.outcome = outcome;
      transact(() => parts.tests.end(testId, outcome));
      changes.announce();
    });
  }

  function testVendSeen(seen: TestVendSeen["seen"]): void {
    const on = need();
    const { test } = on;
    if (!test?.outcome) throw new AgentError("wrong-state", "No test vend has ended.");
    const { testId, slotId, staffId, outcome } = test;
    const { machineId, protocol } = on.draft;
    transact(() => {
      if (!parts.tests.seen(testId, seen)) throw new AgentError("wrong-state", "It was said.");
      record({
        type: "machine.tested.v1",
        payload: { machineId, slotId, outcome, seen, staffId },
      });
      if (seen !== "nothing") parts.testVended(slotId);
    });
    test.seen = seen;
    const hasSensor = protocol === "vmc-fafb" || protocol === "mdb-qibixx";
    if (hasSensor && seen === "one" && outcome.kind === "dispensed") {
      on.draft = { ...on.draft, learned: { ...on.draft.learned, dropSensorTrusted: true } };
      on.learnt.set("drop-sensor", "dropSensorTrusted is true");
    }
    changes.announce();
  }

  async function save(staffId: StaffId): Promise<void> {
    const { draft } = need();
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
    need();
    needStill();
    await backInService();
  }

  async function backInService(): Promise<void> {
    await seat.seat(() => parts.openAs(parts.current()));
    bench = undefined;
    changes.announce();
  }

  function importPlan(plan: MachinePlan): void {
    const { address } = need().draft;
    bench = onBench({ ...plan, address: address ?? plan.address });
    changes.announce();
  }

  function view(): CommissioningView | null {
    if (!bench) return null;
    const { draft, looks, learnt, found, test } = bench;
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
    active: (): boolean => bench !== undefined,
    begin,
    connect,
    look,
    compare,
    lay,
    testVend,
    testVendSeen,
    save,
    leave,
    importPlan,
    plan: parts.current,
    view,
  };
}

const emptyDraft: MachinePlanDraft = {
  machineId: MachineId.parse("machine-1"),
  name: "Machine",
  protocol: "vmc-fafb",
  learned: {},
  slots: [],
};

function onBench(draft: MachinePlanDraft): Bench {
  return { draft, looks: new Map(), learnt: new Map(), found: [], test: null };
}
