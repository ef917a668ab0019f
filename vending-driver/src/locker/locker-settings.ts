/** What differs between lockers, and how long to wait. What nobody has learnt stays undefined. */
export type LockerSettings = {
  /** Addresses of the boards on the line. */
  boards: readonly number[];
  /** What the hook's bit says of a closed door. */
  closedBit: 0 | 1 | undefined;
  /** What the bit of the sensor behind the door says of an item that is there. */
  presentBit: 0 | 1 | undefined;
  /** That sensor was seen to see: it may confirm, and prove that nothing was taken. */
  itemSensorTrusted: boolean;
  /** A climate sensor on the same line (XY-MD02 family), and by what its numbers are divided. */
  climate: { address: number; scale: 10 | 100 } | undefined;
  /** The adapter hears what we send. */
  echo: boolean;
  answerMs: number;
  /** How often every board is read while nothing happens, and while a door is to open. */
  idleReadMs: number;
  busyReadMs: number;
  /** No answer for this long: the board may be gone, or is gone. */
  staleAfterMs: number;
  offlineAfterMs: number;
  /** From the pulse until a door that is still shut is called shut. */
  opensWithinMs: number;
  /** How long the person may take to ask for the second pulse. */
  askAgainWithinMs: number;
  /** From the door's opening until what lies behind it is called left there. */
  takeWithinMs: number;
  /** Locks get hot, and supplies are small: no two pulses closer than this. */
  pulseGapMs: number;
};

export const defaultLockerSettings: LockerSettings = {
  boards: [1],
  closedBit: undefined,
  presentBit: undefined,
  itemSensorTrusted: false,
  climate: undefined,
  echo: false,
  answerMs: 500,
  idleReadMs: 1_000,
  busyReadMs: 250,
  staleAfterMs: 3_000,
  offlineAfterMs: 10_000,
  opensWithinMs: 3_000,
  askAgainWithinMs: 20_000,
  takeWithinMs: 60_000,
  pulseGapMs: 500,
};
