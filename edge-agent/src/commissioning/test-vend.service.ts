import type { AttemptOutcome, SlotId, StaffId, TestVendSeen } from "@drop-in/contracts";
import type { Changes, Log, NewId, Timer, Transact } from "@drop-in/foundation";
import type { VendingMachine } from "@drop-in/vending-driver";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import { isLockKept } from "../stock/slot.store.ts";
import type { StockService } from "../stock/stock.service.ts";
import type { Bench, BenchTest } from "./bench.ts";
import type { TestVendStore } from "./test-vend.store.ts";

export type TestVendParts = {
  tests: TestVendStore;
  seat: Pick<VendingMachine, "dispense">;
  stock: Pick<StockService, "find" | "lock" | "testVended">;
  expectDoor: (selection: number) => void;
  isDurable: () => boolean;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  timer: Timer;
  newId: NewId;
  log: Log;
};

const SAVE_AGAIN_MS = 1_000;

/** A dummy: journalled before the machine hears of it (V2), once (V3), and never a collection's. */
export function createTestVendService(parts: TestVendParts, bench: Bench, needStill: () => void) {
  const { tests, seat, stock, record, transact, changes, log } = parts;

  /** Once at start: nobody saw what came of a dummy that was under way when the power went. */
  function recoverInterrupted(): number {
    const open = tests.open();
    for (const test of open) {
      parts.expectDoor(test.selection);
      end(test, { kind: "unclear", last: "intended" });
    }
    return open.length;
  }

  function start(slotId: SlotId, staffId: StaffId): void {
    const on = bench.need();
    needStill();
    const slot = on.draft.slots.find((each) => each.slotId === slotId);
    if (!slot) throw new AgentError("not-found", "There is no such slot in the draft.");
    const { selection } = slot;
    const testId = parts.newId();
    const intendedAt = parts.clock.now().toISOString();
    transact(() => tests.intend({ testId, slotId, selection, staffId, intendedAt }));
    if (!parts.isDurable() || !tests.isIntended(testId)) {
      throw new Error(`V2: test vend ${testId} is not safe on disk`);
    }
    const test: BenchTest = { testId, slotId, staffId, outcome: null, seen: null };
    on.test = test;
    changes.announce();
    void command(test, selection);
  }

  async function command(test: BenchTest, selection: number): Promise<void> {
    const lost = { kind: "unclear", last: "go-sent" } as const;
    endSafely(test, await seat.dispense(selection).catch(() => lost));
  }

  /** An outcome that cannot be written is kept and tried again; the machine counts as busy meanwhile. */
  function endSafely(test: BenchTest, outcome: AttemptOutcome): void {
    try {
      end(test, outcome);
      test.outcome = outcome;
      changes.announce();
    } catch (error) {
      log.error({ event: "test-vend.not-saved", testId: test.testId, error: String(error) });
      parts.timer(SAVE_AGAIN_MS, () => endSafely(test, outcome));
    }
  }

  /** Nobody knows what is left in the slot of an unclear one: it stays shut until somebody has looked. */
  function end({ testId, slotId }: { testId: string; slotId: SlotId }, outcome: AttemptOutcome) {
    transact(() => {
      if (!tests.end(testId, outcome) || outcome.kind !== "unclear") return;
      const slot = stock.find(slotId);
      if (slot && !isLockKept(slot)) stock.lock(slotId, "unclear-attempt");
    });
    log.info({ event: "test-vend.ended", testId, slotId, outcome: outcome.kind });
  }

  function seen(what: TestVendSeen["seen"]): void {
    const on = bench.need();
    const { test } = on;
    if (!test?.outcome) throw new AgentError("wrong-state", "No test vend has ended.");
    const { testId, slotId, staffId, outcome } = test;
    const { machineId, protocol } = on.draft;
    transact(() => {
      if (!tests.seen(testId, what)) throw new AgentError("wrong-state", "It was said.");
      const payload = { machineId, slotId, outcome, seen: what, staffId };
      record({ type: "machine.tested.v1", payload });
      if (what !== "nothing") stock.testVended(slotId);
    });
    test.seen = what;
    const hasSensor = protocol === "vmc-fafb" || protocol === "mdb-qibixx";
    if (hasSensor && what === "one" && outcome.kind === "dispensed") {
      on.draft = { ...on.draft, learned: { ...on.draft.learned, dropSensorTrusted: true } };
      on.learnt.set("drop-sensor", "dropSensorTrusted is true");
    }
    changes.announce();
  }

  return { recoverInterrupted, start, seen };
}
