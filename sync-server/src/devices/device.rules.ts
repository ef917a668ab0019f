import type { DeviceRow, DeviceStatus } from "@drop-in/contracts";

export type LatestStatus = { status: DeviceStatus; heardAt: Date };
type Online = Extract<DeviceStatus, { online: true }>;
type Reason = DeviceRow["reasons"][number];

const SILENT_PERIODS = 3;
const OUTBOX_OLD_MS = 5 * 60_000;

/** Whether `next` is newer word than what we have. The will of an older connection is not. */
export function replaces(before: DeviceStatus | undefined, next: DeviceStatus): boolean {
  return next.online || before === undefined || next.connection >= before.connection;
}

/** A message the broker had kept says nothing about now: it counts from when it was written. */
export function heardAt(status: DeviceStatus, now: Date, retained: boolean): Date {
  if (!retained || !status.online) return now;
  return new Date(Math.min(now.getTime(), new Date(status.at).getTime()));
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

function troubles({ outbox, machines, slots, printer, scanner }: Online, now: Date): Reason[] {
  const oldest = outbox.oldestAt;
  const checks: [Reason, boolean][] = [
    ["outbox-old", oldest !== null && now.getTime() - new Date(oldest).getTime() > OUTBOX_OLD_MS],
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
