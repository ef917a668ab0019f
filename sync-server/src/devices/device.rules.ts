import type { DeviceRow, DeviceStatus } from "@drop-in/contracts";

export type LatestStatus = { status: DeviceStatus; heardAt: Date };
type Online = Extract<DeviceStatus, { online: true }>;
type Reason = DeviceRow["reasons"][number];

const SILENT_PERIODS = 3;
const OUTBOX_OLD_MS = 5 * 60_000;

/** Of one connection the words count up, and its end is the last of them. */
type Word = { connection: number; beat: number };
const LAST_WORD = Number.MAX_SAFE_INTEGER;

/** Where a word stands among those of its device. */
export function wordOf(status: DeviceStatus): Word {
  const { connection } = status;
  return { connection, beat: status.online ? status.beat : LAST_WORD };
}

/** Whether `next` is newer word than what we have. The will of an older connection is not, nor a word played again. */
export function replaces(before: Word | undefined, next: DeviceStatus): boolean {
  if (!before) return true;
  const { connection, beat } = wordOf(next);
  return connection > before.connection || (connection === before.connection && beat > before.beat);
}

/** A message the broker had kept says nothing about now: it counts from when it was written. */
export function heardAt(status: DeviceStatus, now: Date, retained: boolean): Date {
  if (!retained || !status.online) return now;
  return new Date(Math.min(now.getTime(), new Date(status.at).getTime()));
}

/** From when on a device is silent, and an outbox old: the same for one as for a whole list of them. */
export function momentsOf(
  now: Date,
  periodMs: number,
): { silentBefore: string; oldBefore: string } {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  return { silentBefore: before(SILENT_PERIODS * periodMs), oldBefore: before(OUTBOX_OLD_MS) };
}

/** Whether its own word names a trouble that does not depend on the time it is read at. */
export function isTroubled(status: DeviceStatus): boolean {
  return status.online && lastingTroubles(status).length > 0;
}

export type Health = { state: DeviceRow["state"]; reasons: Reason[] };

/** `unknown` until the device has been heard for sure, and again once it has gone silent. */
export function healthOf(latest: LatestStatus | undefined, now: Date, periodMs: number): Health {
  if (!latest) return { state: "unknown", reasons: [] };
  const { status } = latest;
  if (!status.online) return { state: "down", reasons: ["lost"] };
  if (now.getTime() - latest.heardAt.getTime() > SILENT_PERIODS * periodMs) {
    return { state: "unknown", reasons: ["silent"] };
  }
  const reasons = troubles(status, now);
  return { state: reasons.length === 0 ? "up" : "degraded", reasons };
}

function troubles(status: Online, now: Date): Reason[] {
  const oldest = status.outbox.oldestAt;
  const isOld = oldest !== null && now.getTime() - new Date(oldest).getTime() > OUTBOX_OLD_MS;
  return [...(isOld ? (["outbox-old"] as const) : []), ...lastingTroubles(status)];
}

function lastingTroubles({ machines, slots, printer, scanner }: Online): Reason[] {
  const checks: [Reason, boolean][] = [
    ["machine-offline", machines.some(({ link }) => link !== "online")],
    ["machine-paused", machines.some(({ vending }) => vending === "paused")],
    ["door-open", machines.some(({ door }) => door === "open")],
    ["printer", printer !== "ready"],
    ["scanner", scanner !== "ready"],
    ["slot-locked", slots.some(({ locked }) => locked)],
    ["below-par", slots.some(({ stock, par }) => stock < par)],
  ];
  return checks.filter(([, found]) => found).map(([reason]) => reason);
}
