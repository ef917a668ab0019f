import type { Bus } from "../bus/bus.ts";
import type { BoardReading, LockBits, LockBoards } from "../locker/lock-boards.ts";
import { signsOf } from "../locker/signs.ts";
import type { Observation } from "../vending-machine.ts";
import { askBoard, openChannel, takeBoardAnswer, takeChannelAnswer } from "./frame.ts";

export type Lock8aOrder = "first-byte-first" | "last-byte-first";

/**
 * 8A/80 boards. Which status byte holds channels 1 to 8 differs between firmwares: until it is learnt, no lock's
 * bit is known, and only the raw bits are there to learn from.
 */
export function createLock8aBoards(
  bus: Bus,
  { answerMs, order }: { answerMs: number; order: Lock8aOrder | undefined },
): LockBoards {
  return {
    read: (board) =>
      bus.ask<BoardReading>({
        bytes: askBoard(board),
        timeoutMs: answerMs,
        read(heard, quiet) {
          const status = quiet ? takeBoardAnswer(withoutQuestion(heard, board), board) : undefined;
          return status && toReading(board, status, order);
        },
      }),
    async pulse({ board, lock }, onSending) {
      await bus.ask(
        {
          bytes: openChannel(board, lock),
          timeoutMs: answerMs,
          read: (heard) => takeChannelAnswer(heard, { address: board, channel: lock }),
          onSending,
        },
        true,
      );
    },
    makeSafe: async () => {},
  };
}

/** An adapter that hears itself brings the question back, and that would read as a board of one byte, all zero. */
function withoutQuestion(heard: Uint8Array, board: number): Uint8Array {
  const question = askBoard(board);
  const echoed = question.every((byte, at) => heard[at] === byte);
  return echoed ? heard.subarray(question.length) : heard;
}

function toReading(
  board: number,
  status: Uint8Array,
  order: Lock8aOrder | undefined,
): BoardReading {
  const raw: Record<string, number> = {};
  for (const [at, byte] of status.entries()) {
    for (let bit = 0; bit < 8; bit += 1)
      raw[`board ${board} byte ${at} bit ${bit}`] = (byte >> bit) & 1;
  }
  const ordered = order === "last-byte-first" ? status.toReversed() : status;
  const locks = new Map<number, LockBits>();
  for (const [at, byte] of ordered.entries()) {
    for (let bit = 0; bit < 8; bit += 1) {
      // With a single byte there is only one order.
      const known = order !== undefined || status.length === 1;
      locks.set(at * 8 + bit + 1, { hook: known ? ((byte >> bit) & 1 ? 1 : 0) : null, item: null });
    }
  }
  const signs: Observation = { ...raw, ...(order ? signsOf(board, locks) : {}) };
  return { locks, signs };
}
