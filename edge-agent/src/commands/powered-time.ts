type Parts = {
  /** What was last kept; never more than the truth. */
  kept: number;
  monotonicMs: () => number;
};

/**
 * How long this device has provably been powered, over all its boots. It stands still while there is no power and loses what was not
 * kept before a cut, so it is never ahead of real time, whatever the wall clock does.
 */
export function createPoweredTime({ kept, monotonicMs }: Parts): () => number {
  const bootedAtMs = monotonicMs();
  return () => kept + Math.max(0, monotonicMs() - bootedAtMs);
}
