/** Calls `fn` after `ms`; returns the function that cancels it. Tests pass a fake one. */
export type Timer = (ms: number, fn: () => void) => () => void;

export const systemTimer: Timer = (ms, fn) => {
  const handle = setTimeout(fn, ms);
  return () => clearTimeout(handle);
};
