import type { Bus } from "../bus/bus.ts";
import { hearFrame } from "../bus/hear-frame.ts";
import type { BoardReading, LockBits, LockBoards } from "../locker/lock-boards.ts";
import { signsOf } from "../locker/signs.ts";
import { Cu48Cmd, encodeCu48, hooksOf, takeCu48 } from "./frame.ts";

/** EXPERIMENTAL: CU48 boards, 48 locks each, no sensor behind the doors. */
export function createCu48Boards(bus: Bus, answerMs: number): LockBoards {
  return {
    read: (board) =>
      bus.ask<BoardReading>({
        bytes: encodeCu48({ kind: "question", board, lock: 0, cmd: Cu48Cmd.askStatus }),
        timeoutMs: answerMs,
        read: hearFrame(takeCu48, (frame) => {
          const status = frame.kind === "answer" && frame.board === board && frame.data.length > 0;
          if (!status) return undefined;
          const bits = hooksOf(frame.data).map((hook): LockBits => ({ hook, item: null }));
          const locks = new Map(bits.map((each, index) => [index + 1, each]));
          return { locks, signs: signsOf(board, locks) };
        }),
      }),
    async pulse({ board, lock }, onSending) {
      await bus.ask(
        {
          bytes: encodeCu48({ kind: "question", board, lock: lock - 1, cmd: Cu48Cmd.unlock }),
          timeoutMs: answerMs,
          read: hearFrame(takeCu48, (frame) =>
            frame.kind === "answer" && frame.board === board && frame.data.length === 0
              ? true
              : undefined,
          ),
          onSending,
        },
        true,
      );
    },
    makeSafe: async () => {},
  };
}
