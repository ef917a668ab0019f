/** Calls `fn` after `ms`; returns the function that cancels it. */
export type Timer = (ms: number, fn: () => void) => () => void;
/** The time of day, as an ISO string in UTC. */
export type WallClock = () => string;

export const realTimer: Timer = (ms, fn) => {
  const handle = setTimeout(fn, ms);
  return () => clearTimeout(handle);
};

export const wallClock: WallClock = () => new Date().toISOString();

/** When everything that was already promised has been kept. */
export const endOfTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
