import { type DeviceId, HubEvent } from "@drop-in/contracts";

export type ReadEvent = { kind: "event"; event: HubEvent } | { kind: "refused"; why: string };

const MAX_AHEAD = 50_000;

/** What one event of a batch is. The reason names places in the event, never its values. */
export function readEvent(raw: unknown, from: DeviceId): ReadEvent {
  const parsed = HubEvent.safeParse(raw);
  if (!parsed.success) {
    const places = parsed.error.issues.map(
      (issue) => `${issue.path.join(".") || "event"}: ${issue.code}`,
    );
    return { kind: "refused", why: places.slice(0, 5).join("; ").slice(0, 300) };
  }
  if (parsed.data.deviceId !== from) return { kind: "refused", why: "deviceId: of another device" };
  return { kind: "event", event: parsed.data };
}

/** Whether numbers so far past the cursor are worth keeping; beyond, the device is asked to begin anew. */
export function isWithinReach(cursor: number, firstSeq: number): boolean {
  return firstSeq <= cursor + MAX_AHEAD;
}
