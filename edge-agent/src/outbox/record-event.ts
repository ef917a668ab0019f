import { type DeviceId, HubEvent, type NewEvent, type SiteId } from "@drop-in/contracts";
import type { NewId } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { OutboxStore } from "./outbox.store.ts";

/**
 * Puts a fact into the outbox, in the transaction it belongs to. A fact that breaks the contract is a bug:
 * it throws. `at` is the moment the change itself was written with, where that is a promise.
 */
export type RecordEvent = (event: NewEvent, at?: Date) => void;

type Envelope = {
  deviceId: DeviceId;
  siteId: SiteId;
  bootId: string;
  clock: Clock;
  clockIsSynced: () => boolean;
  newId: NewId;
};

export function createRecordEvent(outbox: OutboxStore, envelope: Envelope): RecordEvent {
  return (event, at = envelope.clock.now()) => {
    outbox.append(
      HubEvent.parse({
        eventId: envelope.newId(),
        deviceId: envelope.deviceId,
        siteId: envelope.siteId,
        occurredAt: at.toISOString(),
        clock: envelope.clockIsSynced() ? "synced" : "unsynced",
        bootId: envelope.bootId,
        monotonicMs: envelope.clock.monotonicMs(),
        ...event,
      }),
    );
  };
}
