/** What differs between machines with an audit socket, and how long to wait. */
export type DexSettings = {
  /** Ten characters by which the machine may know its reader. */
  communicationId: string;
  /** Old machines want R01L01. */
  level: string;
  /** Before each answer: some machines are deaf right after they spoke. */
  beforeAnswerMs: number;
  /** Between the three parts of the talk. */
  betweenPartsMs: number;
  /** Timer A: from our ENQ or block to its acknowledgement. */
  answerMs: number;
  /** Timer B: a pause inside a block longer than this means its end was lost. */
  byteGapMs: number;
  /** Timer D: nothing at all inside a part of the talk. */
  inactiveMs: number;
  /** A machine may need this long to gather its report. */
  machineBeginsMs: number;
  /** After a WACK, until the question is asked again. */
  askAgainMs: number;
  /** How often the same thing may go wrong. */
  repetitions: number;
  /** The whole talk, whatever the machine does. */
  wholeMs: number;
};

export const defaultDexSettings: DexSettings = {
  communicationId: "DROPIN0001",
  level: "R00L06",
  beforeAnswerMs: 10,
  betweenPartsMs: 100,
  answerMs: 1_000,
  byteGapMs: 100,
  inactiveMs: 2_200,
  machineBeginsMs: 10_000,
  askAgainMs: 300,
  repetitions: 5,
  wholeMs: 300_000,
};
