import type { PrinterLine, PrinterParts } from "./receipt-printer.ts";

/** Everything a printer can be made to do wrong, one at a time. */
export const printerFaults = [
  "paper-low",
  "paper-out",
  "cover-open",
  "cutter-jam",
  /** Prints, and never says a word. */
  "silent",
  /** Answers no question, and tells changes by itself. */
  "asb-only",
  /** Takes in each piece late. */
  "slow",
  /** Says that a job is done when nobody waits any more. */
  "late-reply",
  /** The cable is pulled in the middle of the next picture. */
  "half-page",
  /** Bytes that mean nothing, around each answer. */
  "noise",
] as const;
export type PrinterFault = (typeof printerFaults)[number];

const SLOW_MS = 400;
const LATE_MS = 12_000;
const HALF_PAGE_BYTES = 6_000;
const NOISE = [0xa5, 0xff];
const AUTOMATIC_BYTES = 4;

type Timer = (ms: number, fn: () => void) => () => void;

/** How the printer itself stands with this fault; everything else is in order. */
export function partsWith(fault: PrinterFault | null): PrinterParts {
  return {
    paper: fault === "paper-low" ? "low" : fault === "paper-out" ? "out" : "ok",
    cover: fault === "cover-open" ? "open" : "closed",
    cutter: fault === "cutter-jam" ? "jammed" : "ok",
  };
}

/** A line that spoils what passes. `pull` takes the cable out. */
export function createFaultyLine(line: PrinterLine, timer: Timer, pull: () => void) {
  let fault: PrinterFault | null = null;
  let bytesLeft = HALF_PAGE_BYTES;

  function hear(bytes: Uint8Array, listener: (bytes: Uint8Array) => void) {
    if (fault === "slow") return void timer(SLOW_MS, () => listener(bytes));
    if (fault !== "half-page") return listener(bytes);
    const arrived = bytes.subarray(0, Math.max(bytesLeft, 0));
    bytesLeft -= bytes.length;
    if (arrived.length > 0) listener(arrived);
    if (bytesLeft > 0) return;
    fault = null;
    pull();
  }

  return {
    fault: (): PrinterFault | null => fault,
    become(next: PrinterFault | null) {
      fault = next;
      bytesLeft = HALF_PAGE_BYTES;
    },
    onBytes(listener: (bytes: Uint8Array) => void) {
      line.onBytes((bytes) => hear(bytes, listener));
    },
    write(reply: Uint8Array) {
      if (fault === "silent" || (fault === "asb-only" && reply.length < AUTOMATIC_BYTES)) return;
      const isJobEnd = reply.length === 1 && ((reply[0] ?? 0) & 0x90) === 0;
      if (fault === "late-reply" && isJobEnd) {
        timer(LATE_MS, () => line.write(reply));
      } else {
        line.write(fault === "noise" ? Uint8Array.of(...NOISE, ...reply, ...NOISE) : reply);
      }
    },
  };
}
