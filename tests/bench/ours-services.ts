import { randomUUID } from "node:crypto";
import { MachineId } from "@drop-in/contracts";
import { createChanges, createTransact } from "@drop-in/foundation";
import { createStores } from "../../edge-agent/src/agent-stores.ts";
import { createRecordEvent } from "../../edge-agent/src/outbox/record-event.ts";
import { createVisitService } from "../../edge-agent/src/visits/visit.service.ts";
import { openEdgeDb } from "./ours.ts";

const DAY_MS = 86_400_000;
const MORNING = Date.parse("2026-11-02T08:30:00.000Z");

/** The agent's own queue on its own database, in this process: what a check-in costs without a web server around it. */
export function openServices(folder: string) {
  const db = openEdgeDb({ folder, deviceId: "bench-1" });
  const stores = createStores(db, randomUUID, () => MachineId.parse("none"));
  let now = MORNING;
  const bootId = randomUUID();
  const clock = {
    now: () => new Date(now),
    monotonicMs: () => now - MORNING,
    bootId: () => bootId,
  };
  stores.clocks.begin(bootId, MORNING);
  const visits = createVisitService({
    ...stores,
    record: createRecordEvent(stores.outbox, { clock, run: stores.clocks.current }),
    transact: createTransact(db),
    changes: createChanges(),
    clock,
    newId: randomUUID,
    today: () => new Date(now).toISOString().slice(0, 10),
    ticketLetter: "B",
    usualMinutesPerPerson: () => 10,
    appointmentAt: () => undefined,
  });
  return {
    checkIn(): void {
      now += 1_000;
      visits.checkIn({ requestId: randomUUID(), reason: "talk", needs: [], language: "en" });
    },
    /** Tickets begin anew. */
    nextDay(): void {
      now += DAY_MS;
    },
    close: () => db.close(),
  };
}
