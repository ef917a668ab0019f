/** Calls `fn` after `ms`; returns the function that cancels it. Tests pass one they turn by hand. */
export type Timer = (ms: number, fn: () => void) => () => void;
