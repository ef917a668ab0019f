const HOUR_MS = 3_600_000;

/** How long a machine may hand out what is pinned to it without hearing from us. */
const LEASE_MS = 24 * HOUR_MS;
/** What is left of a lease when it is made longer. */
const EXTEND_BELOW_MS = 12 * HOUR_MS;
/** By how much a machine's idea of the time may be behind ours, at the very most. */
const GRACE_MS = 2 * HOUR_MS;
const HEARD_LATELY_MS = 2 * HOUR_MS;

const after = (now: Date, ms: number) => new Date(now.getTime() + ms).toISOString();

export const leaseFrom = (now: Date): string => after(now, LEASE_MS);

/** From here on no machine hands it out any more, whatever its clock says; what it did before, it may not have told yet. */
export function isLeaseOver(leaseUntil: string, now: Date): boolean {
  return leaseUntil <= after(now, -GRACE_MS);
}

export type LeaseMoments = ReturnType<typeof leaseMoments>;

/** By which moments the rounds go. */
export function leaseMoments(now: Date) {
  return {
    now: now.toISOString(),
    heardLately: after(now, -HEARD_LATELY_MS),
    extendBelow: after(now, EXTEND_BELOW_MS),
    overBefore: after(now, -GRACE_MS),
  };
}
