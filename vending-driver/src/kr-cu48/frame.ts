import type { Taken } from "../decoder.ts";

/**
 * One frame of a KERONG CU48 board. EXPERIMENTAL: the answer's shape is one project's reading.
 *
 *   question  02 ADDR LOCK CMD 03 SUM          CMD 60 status (LOCK 0), 61 unlock; LOCK 0..47
 *   answer    02 ADDR LOCK 75 LEN DATA [03] SUM   LEN 0 after an unlock, 6 with the 48 locks
 *
 * SUM is the low byte of the sum of every byte before it; some firmware puts an 03 before it.
 */
export type Cu48Frame =
  | { kind: "question"; board: number; lock: number; cmd: number }
  | { kind: "answer"; board: number; lock: number; data: Uint8Array; etx: boolean };

export const Cu48Cmd = { askStatus: 0x60, unlock: 0x61 } as const;

const STX = 0x02;
const ETX = 0x03;
const ANSWER = 0x75;
const QUESTION_BYTES = 6;
const STATUS_BYTES = 6;
const DATA_START = 5;

export function encodeCu48(frame: Cu48Frame): Uint8Array {
  const { board, lock } = frame;
  if (board < 0 || board > 255 || lock < 0 || lock > 47) {
    throw new RangeError(`board ${board}, lock ${lock} does not fit in an address`);
  }
  const body =
    frame.kind === "question"
      ? [STX, board, lock, frame.cmd, ETX]
      : [STX, board, lock, ANSWER, frame.data.length, ...frame.data, ...(frame.etx ? [ETX] : [])];
  return Uint8Array.of(...body, sum(Uint8Array.from(body)));
}

/** Takes the first frame off `bytes`. What cannot start one is noise, dropped as little as can be. */
export function takeCu48(bytes: Uint8Array): Taken<Cu48Frame> {
  if (bytes.length === 0) return { kind: "incomplete" };
  const start = bytes.indexOf(STX);
  if (start !== 0) return noise(bytes, start === -1 ? bytes.length : start);
  const [, board, lock, cmd] = bytes;
  if (board === undefined || lock === undefined || cmd === undefined) return { kind: "incomplete" };
  if (lock > 47) return noise(bytes, 1);
  if (cmd === ANSWER) return takeAnswer(bytes, board, lock);
  if (cmd !== Cu48Cmd.askStatus && cmd !== Cu48Cmd.unlock) return noise(bytes, 1);
  if (bytes.length < QUESTION_BYTES) return { kind: "incomplete" };
  if (bytes[4] !== ETX || bytes[5] !== sum(bytes.subarray(0, 5))) return noise(bytes, 1);
  return {
    kind: "frame",
    frame: { kind: "question", board, lock, cmd },
    rest: bytes.subarray(QUESTION_BYTES),
  };
}

function takeAnswer(bytes: Uint8Array, board: number, lock: number): Taken<Cu48Frame> {
  const length = bytes[4];
  if (length === undefined) return { kind: "incomplete" };
  if (length !== 0 && length !== STATUS_BYTES) return noise(bytes, 1);
  const end = DATA_START + length;
  const data = bytes.slice(DATA_START, end);
  const answer = (etx: boolean, size: number): Taken<Cu48Frame> => ({
    kind: "frame",
    frame: { kind: "answer", board, lock, data, etx },
    rest: bytes.subarray(size),
  });
  const check = bytes[end];
  if (check === undefined) return { kind: "incomplete" };
  if (check === sum(bytes.subarray(0, end))) return answer(false, end + 1);
  if (check !== ETX) return noise(bytes, 1);
  const later = bytes[end + 1];
  if (later === undefined) return { kind: "incomplete" };
  return later === sum(bytes.subarray(0, end + 1)) ? answer(true, end + 2) : noise(bytes, 1);
}

/** The hook bits of a status, lock 1 first. */
export function hooksOf(data: Uint8Array): (0 | 1)[] {
  return Array.from({ length: 48 }, (_, lock) =>
    ((data[lock >> 3] ?? 0) >> (lock & 7)) & 1 ? 1 : 0,
  );
}

function noise(bytes: Uint8Array, skipped: number): Taken<Cu48Frame> {
  return { kind: "noise", skipped, rest: bytes.subarray(skipped) };
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((total, byte) => (total + byte) & 0xff, 0);
}
