import { decideByEvidence } from "./decide-by-evidence.ts";
import type { Evidence } from "./evidence.ts";
import type { Timer } from "./timer.ts";
import type { DispenseOutcome, LastKnown, VendingMachine } from "./vending-machine.ts";

export type Unsettled = {
  selection: number;
  last: LastKnown | "intended";
  /** As it was written down with the intent. */
  before: Evidence;
};

type Around = {
  machine: Pick<VendingMachine, "status" | "onStatus" | "readEvidence">;
  timer: Timer;
  withinMs: number;
};

const ASK_AGAIN_MS = 1_000;

/** Whether this hardware had anything to say of the slot, so that it is worth asking it again. */
export function canTestify(evidence: Evidence): boolean {
  return Object.values(evidence).some((each) => each !== null);
}

/** Whether it could ever decide, and not only say what it looks like: a counter, a door, an item. */
export function canDecide({ vends, door, item }: Evidence): boolean {
  return vends !== null || door !== null || item !== null;
}

/**
 * Waits for the machine, asks it what it knows of an attempt without a clear outcome, and decides by that.
 * Never moves anything. What the hardware cannot say in time stays unclear.
 */
export function settleByEvidence(
  { selection, last, before }: Unsettled,
  { machine, timer, withinMs }: Around,
): Promise<DispenseOutcome> {
  const unclear: DispenseOutcome = {
    kind: "unclear",
    last: last === "intended" ? "go-sent" : last,
  };
  if (!canTestify(before)) return Promise.resolve(unclear);
  return new Promise((resolve) => {
    let over = false;
    let latest: DispenseOutcome = unclear;
    let asking = false;
    let cancelAgain = () => {};
    const stopListening = machine.onStatus(() => ask());
    const cancelWhole = timer(withinMs, () => finish(latest));
    ask();

    function ask(): void {
      if (over || asking || machine.status().link !== "online") return;
      asking = true;
      machine
        .readEvidence(selection)
        .catch(() => undefined)
        .then((after) => {
          asking = false;
          if (over) return;
          if (after) {
            const decided = decideByEvidence(last, before, after);
            if (decided.kind !== "not-dispensed") return finish(decided);
            // A counter read too early stands still as well: only the last look of all may say so.
            latest = decided;
          }
          cancelAgain();
          cancelAgain = timer(ASK_AGAIN_MS, ask);
        })
        .catch(() => finish(unclear));
    }

    function finish(outcome: DispenseOutcome): void {
      if (over) return;
      over = true;
      stopListening();
      cancelWhole();
      cancelAgain();
      resolve(outcome);
    }
  });
}
