import type { Bus } from "../bus/bus.ts";
import { hearFrame } from "../bus/hear-frame.ts";
import type { BoardReading, LockBits, LockBoards } from "../locker/lock-boards.ts";
import { signsOf } from "../locker/signs.ts";
import { allRelaysOff, bitsOf, flashRelay, ModbusFc, readInputs, takeModbus } from "./frame.ts";

/** Relays on one board, as many door contacts beside them. */
const DOORS = 8;

/** Modbus relay boards that time the pulse themselves: relay n opens door n, contact n sees it. */
export function createRelayBoards(
  bus: Bus,
  { answerMs, pulseMs }: { answerMs: number; pulseMs: number },
): LockBoards {
  const echoOf = (board: number, fc: number) =>
    hearFrame(takeModbus, (frame) =>
      frame.address === board && (frame.fc & 0x7f) === fc ? true : undefined,
    );
  return {
    read: (board) =>
      bus.ask<BoardReading>({
        bytes: readInputs(board, DOORS),
        timeoutMs: answerMs,
        read: hearFrame(takeModbus, (frame) => {
          const mine = frame.address === board && frame.fc === ModbusFc.readInputs;
          if (!mine || frame.data.length !== 2) return undefined;
          const bits = bitsOf(frame).map((hook): LockBits => ({ hook, item: null }));
          const locks = new Map(bits.map((each, index) => [index + 1, each]));
          return { locks, signs: signsOf(board, locks) };
        }),
      }),
    async pulse({ board, lock }, onSending) {
      const bytes = flashRelay(board, lock - 1, pulseMs);
      await bus.ask(
        { bytes, timeoutMs: answerMs, read: echoOf(board, ModbusFc.writeCoil), onSending },
        true,
      );
    },
    async makeSafe(boards) {
      for (const board of boards) {
        const read = echoOf(board, ModbusFc.writeCoil);
        await bus.ask({ bytes: allRelaysOff(board), timeoutMs: answerMs, read });
      }
    },
  };
}
