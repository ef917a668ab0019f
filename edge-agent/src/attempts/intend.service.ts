import {
  AttemptId,
  type CollectionId,
  type MachineId,
  type StartDispense,
} from "@drop-in/contracts";
import type { NewId, Transact } from "@drop-in/foundation";
import type { VendingMachine } from "@drop-in/vending-driver";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { AttemptStore } from "./attempt.store.ts";
import { promiseBroken } from "./intent.rules.ts";

export type Reach = StartDispense["reach"];
export type Intend = (collectionId: CollectionId, requestId: string, reach: Reach) => AttemptId;

export type IntendParts = {
  attempts: AttemptStore;
  collections: CollectionService;
  machine: Pick<VendingMachine, "status" | "evidence">;
  machineId: () => MachineId;
  today: () => string;
  /** A machine is being brought into service. */
  paused: () => boolean;
  record: RecordEvent;
  transact: Transact;
  clock: Clock;
  newId: NewId;
};

/** The commit that must return before any byte may leave (V2), and that spends the collection. */
export function createIntend(parts: IntendParts): Intend {
  const { attempts, collections, machine, record } = parts;

  function needReady(): void {
    if (attempts.open().length > 0) throw new AgentError("machine-busy", "The machine is busy.");
    if (machine.status().door === "open") throw new AgentError("not-ready", "The door is open.");
    if (parts.paused()) throw new AgentError("not-ready", "Vending is paused.");
  }

  function slotOf(collectionId: CollectionId, reach: Reach) {
    const collection = collections.find(collectionId);
    if (!collection) throw new AgentError("not-found", "There is no such collection.");
    const refusal = collections.refusalOf(collection);
    const slot = refusal ? undefined : collections.slotFor(collection, reach);
    if (!slot)
      throw new AgentError("not-ready", `This collection is ${refusal ?? "out-of-stock"}.`);
    const today = parts.today();
    const broken = promiseBroken({ collection, slot, machineId: parts.machineId(), today });
    if (broken) throw new AgentError("not-ready", broken);
    return slot;
  }

  return (collectionId, requestId, reach) => {
    needReady();
    const attemptId = AttemptId.parse(parts.newId());
    parts.transact(() => {
      const { machineId, slotId, selection, variantId } = slotOf(collectionId, reach);
      const intent = { attemptId, collectionId, machineId, slotId, variantId };
      const evidence = machine.evidence(selection);
      const intendedAt = parts.clock.now().toISOString();
      attempts.intend({ ...intent, requestId, selection, evidence, intendedAt });
      collections.set(collectionId, "in-progress", slotId);
      record({ type: "attempt.intended.v1", payload: intent });
    });
    return attemptId;
  };
}
