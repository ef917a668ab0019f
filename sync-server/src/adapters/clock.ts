/** Wall time. Passed in everywhere, so that a test can be any day. */
export type Clock = () => Date;
export const systemClock: Clock = () => new Date();
