import {
  type ConnectMachine,
  type LearnResult,
  type LearnStepAt,
  type MachinePlan,
  type MachinePlanDraft,
  MachineProtocol,
} from "@drop-in/contracts";
import type { Changes, Log } from "@drop-in/foundation";
import type { VendingMachine } from "@drop-in/vending-driver";
import { AgentError } from "../agent-error.ts";
import type { MachineSeat } from "../devices/machine-seat.ts";
import type { Bench } from "./bench.ts";
import { trialPlan } from "./draft.rules.ts";
import { learn } from "./learners.ts";

export type TrialParts = {
  seat: MachineSeat;
  openAs: (plan: MachinePlan | undefined, address?: string) => VendingMachine;
  changes: Changes;
  log: Log;
};

/** The machine as the draft has it: opened on trial, and taught by looking at it before and after. */
export function createTrialMachine(parts: TrialParts, bench: Bench, needStill: () => void) {
  const { seat, changes, log } = parts;

  /** Where it cannot be opened the seat is empty, and whatever is opened next takes it. */
  async function open(plan: MachinePlan | undefined, address?: string): Promise<void> {
    try {
      await seat.seat(() => parts.openAs(plan, address));
    } catch (error) {
      log.error({ event: "machine.not-opened", error: String(error) });
      changes.announce();
      throw new AgentError("not-ready", "The machine could not be opened.");
    }
  }

  // A machine names its slots as it is heard, which is later than the moment it is connected.
  seat.onStatus(() => void find());

  async function find(): Promise<void> {
    const on = bench.find();
    if (!on) return;
    const found = await seat.findSlots();
    if (bench.find() !== on || found.length === on.found.length) return;
    on.found = found;
    changes.announce();
  }

  async function reopen(draft: MachinePlanDraft): Promise<void> {
    const trial = trialPlan(draft);
    if (trial) await open(trial, draft.address);
  }

  async function connect({ address, protocol, baudRate }: ConnectMachine): Promise<void> {
    const { draft, test } = bench.need();
    needStill();
    const learned = draft.protocol === protocol ? draft.learned : {};
    const next = { ...draft, address, protocol, baudRate, learned };
    bench.lay(next, test);
    await reopen(next);
    await find();
    changes.announce();
  }

  async function look({ step }: LearnStepAt): Promise<void> {
    const { looks } = bench.need();
    const seen = await seat.observe();
    if (!seen) throw new AgentError("not-ready", "The machine does not answer.");
    looks.set(step, seen);
    changes.announce();
    await find();
  }

  async function compare({ step, selection = 1 }: LearnStepAt): Promise<LearnResult> {
    const { looks, draft, learnt } = bench.need();
    needStill();
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
    const on = bench.need();
    on.draft = { ...draft, learned: { ...learned, ...taught.learned } };
    needStill();
    await reopen(on.draft);
    changes.announce();
    return { kind: "learnt", learnt: words };
  }

  return { open, find, connect, look, compare };
}
