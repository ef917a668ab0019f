import type { Bus } from "../bus/bus.ts";
import { hearFrame } from "../bus/hear-frame.ts";
import type { BoardReading, LockBoards } from "../locker/lock-boards.ts";
import { signsOf } from "../locker/signs.ts";
import { Cu16Cmd, encodeCu16, locksOf, takeCu16 } from "./frame.ts";

const nothing = new Uint8Array();

/** CU16 and CU12 boards: 16 locks each, with a sensor bit behind every door. */
export function createCu16Boards(bus: Bus, answerMs: number): LockBoards {
  return {
    read: (board) =>
      bus.ask<BoardReading>({
        bytes: encodeCu16({ board, lock: 0, cmd: Cu16Cmd.askStatus, data: nothing }),
        timeoutMs: answerMs,
        read: hearFrame(takeCu16, (frame) => {
          const status = frame.board === board && frame.cmd === Cu16Cmd.status;
          if (!status) return undefined;
          const locks = new Map(locksOf(frame).map((bits, index) => [index + 1, bits]));
          return { locks, signs: signsOf(board, locks) };
        }),
      }),
    async pulse({ board, lock }, onSending) {
      await bus.ask(
        {
          bytes: encodeCu16({ board, lock: lock - 1, cmd: Cu16Cmd.unlock, data: nothing }),
          // Most boards say nothing to an unlock; what some do say proves no door.
          timeoutMs: answerMs,
          read: (heard, quiet) => (quiet && heard.length > 0 ? true : undefined),
          onSending,
        },
        true,
      );
    },
    makeSafe: async () => {},
  };
}
