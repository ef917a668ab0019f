/** Wall time and boot time are two clocks: only the second never jumps. */
export type Clock = {
  now(): Date;
  monotonicMs(): number;
};

export function systemClock(): Clock {
  return {
    now: () => new Date(),
    monotonicMs: () => Math.floor(performance.now()),
  };
}
