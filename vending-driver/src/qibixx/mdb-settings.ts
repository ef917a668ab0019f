/** What differs between machines behind the adapter, and how long to wait. */
export type MdbSettings = {
  /** The number on the machine's keypad, and what its controller asks for when it is pressed. Prices in minor units. */
  keypad: readonly { selection: number; item?: number | undefined; price: number }[];
  /** The machine asks when a number is pressed; else a session is opened first. Which of the two is its choice. */
  alwaysIdle: boolean;
  /** Its drop sensor was tested: success is then `confirmed`. */
  dropSensorTrusted: boolean;
  /** BCD with a leading 1 and the ISO 4217 number. 1826 is pounds. */
  currency: string;
  readerAddress: "0x10" | "0x60";
  startEveryMs: number;
  startTries: number;
  /** How long the person may take to press the number. */
  pressWithinMs: number;
  /** From our approval to the machine's result: lifts are slow. */
  resultWithinMs: number;
  /** How much longer a late result is waited for, before the reader is set up anew and may approve again. */
  lateWithinMs: number;
  /** The adapter has to answer a line within this; and it is asked this often whether it is there. */
  answerMs: number;
  askEveryMs: number;
};

export const defaultMdbSettings: MdbSettings = {
  keypad: [],
  alwaysIdle: true,
  dropSensorTrusted: false,
  currency: "1826",
  readerAddress: "0x10",
  startEveryMs: 1_000,
  startTries: 12,
  pressWithinMs: 60_000,
  resultWithinMs: 60_000,
  lateWithinMs: 30_000,
  answerMs: 1_000,
  askEveryMs: 2_000,
};
