import {
  type ClockRecord,
  type DeviceId,
  EventRow,
  type HubEvent,
  HubFact,
} from "@drop-in/contracts";
import type { z } from "zod";
import { timeOf } from "./event-time.rules.ts";

export type ReadEvent = { kind: "event"; event: HubEvent } | { kind: "refused"; why: string };
export type Clocks = ReadonlyMap<number, ClockRecord>;

const MAX_AHEAD = 50_000;

/** What one row of a batch is. The reason names places in the row, never its values. */
export function readRow(raw: unknown, deviceId: DeviceId, clocks: Clocks): ReadEvent {
  const row = EventRow.safeParse(raw);
  if (!row.success) return refused(row.error);
  const [type, clock, monotonicMs, atMs, payload, sealed] = row.data;
  const fact = HubFact.safeParse(
    sealed === undefined ? { type, payload } : { type, payload, sealed },
  );
  if (!fact.success) return refused(fact.error);
  const time = timeOf({ clock, monotonicMs, atMs }, clocks);
  return { kind: "event", event: { ...fact.data, ...time, deviceId } };
}

export const tooDeep: ReadEvent = { kind: "refused", why: "row: nested too deeply" };

/** A row as it is kept. Undefined for one nested so deeply that it can be read but not written: it must not hold up its batch. */
export function writeRow(raw: unknown): string | undefined {
  try {
    return JSON.stringify(raw);
  } catch {
    return undefined;
  }
}

function refused({ issues }: z.ZodError): ReadEvent {
  const places = issues.map(({ path, code }) => `${path.join(".") || "row"}: ${code}`);
  return { kind: "refused", why: places.slice(0, 5).join("; ").slice(0, 300) };
}

/** Whether numbers so far past the cursor are worth keeping; beyond, the device is asked to begin anew. */
export function isWithinReach(cursor: number, firstSeq: number): boolean {
  return firstSeq <= cursor + MAX_AHEAD;
}
