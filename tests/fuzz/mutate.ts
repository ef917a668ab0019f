import type { Chance } from "./chance.ts";

export type Speech = {
  /** A frame as a well device or host would send it. */
  valid: (chance: Chance) => Uint8Array;
  /** Makes the check of a changed frame right again, where the protocol has one. */
  mend?: (bytes: Uint8Array) => Uint8Array;
  /** Where a frame says how long it is. */
  lengthAt?: number;
};

type Mutate = (frame: Uint8Array, chance: Chance, speech: Speech) => Uint8Array;

const at = (bytes: Uint8Array, chance: Chance) => chance.below(Math.max(1, bytes.length));
const glue = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const changed = (bytes: Uint8Array, place: number, value: number) =>
  bytes.map((byte, index) => (index === place ? value : byte));

/** What a bad line, a bad adapter and bad firmware do to a frame. */
const mutations: readonly [Mutate, ...Mutate[]] = [
  (frame) => frame,
  (frame, chance) => {
    const place = at(frame, chance);
    return changed(frame, place, (frame[place] ?? 0) ^ (1 << chance.below(8)));
  },
  (frame, chance) => frame.subarray(0, at(frame, chance)),
  (frame, chance) => frame.subarray(at(frame, chance)),
  (frame) => glue(frame, frame),
  (frame, chance) => {
    const place = at(frame, chance);
    return glue(frame.subarray(0, place), chance.bytes(1 + chance.below(4)), frame.subarray(place));
  },
  (frame, chance, { lengthAt }) =>
    lengthAt === undefined ? frame : changed(frame, lengthAt, chance.byte()),
  (frame, chance, { mend }) => {
    const other = changed(frame, at(frame, chance), chance.byte());
    return mend ? mend(other) : other;
  },
  (frame, chance, { valid }) => {
    const next = valid(chance);
    return glue(frame.subarray(0, at(frame, chance)), next.subarray(at(next, chance)));
  },
  (frame, chance, { valid }) => glue(frame, valid(chance)),
  (frame, chance) => glue(new Uint8Array(1 + chance.below(40)).fill(0xff), frame),
  (frame, chance) => glue(new Uint8Array(1 + chance.below(40)), frame),
  (_, chance) => chance.bytes(1 + chance.below(40)),
];

/** One frame and what became of it on its way. */
export function mutated(speech: Speech, chance: Chance): Uint8Array {
  let frame = speech.valid(chance);
  const times = chance.below(3);
  for (let time = 0; time < times; time += 1) {
    frame = chance.one(mutations)(frame, chance, speech);
  }
  return frame;
}

/** The same bytes in other pieces than they were sent in. */
export function inPieces(bytes: Uint8Array, chance: Chance): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const until = chance.maybe(0.5) ? bytes.length : from + 1 + chance.below(6);
    pieces.push(bytes.subarray(from, until));
    from = until;
  }
  return pieces;
}
