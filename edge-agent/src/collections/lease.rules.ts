/** What time it is, and by how much that may be wrong; null where the centre has not told it since the program began. */
export type BelievedTime = { at: Date; errorMs: number | null };

/**
 * Whether this machine may still hand out what was pinned to it (V8). Once the lease is over it may be somewhere else, so
 * the latest that the time may be is what counts, and a clock nobody has confirmed proves nothing.
 */
export function leaseSays(
  leaseUntil: string | null,
  time: BelievedTime,
): "holds" | "over" | "unknown" {
  if (leaseUntil === null) return "holds"; // made here: no other machine has heard of it
  const latest = latestPossible(time);
  if (latest === undefined) return "unknown";
  return latest < new Date(leaseUntil) ? "holds" : "over";
}

export function latestPossible({ at, errorMs }: BelievedTime): Date | undefined {
  return errorMs === null ? undefined : new Date(at.getTime() + errorMs);
}

export function earliestPossible({ at, errorMs }: BelievedTime): Date | undefined {
  return errorMs === null ? undefined : new Date(at.getTime() - errorMs);
}
