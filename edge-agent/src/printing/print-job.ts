import type { Printed, PrinterState } from "@drop-in/contracts";
import type { SerialLink, Timer } from "@drop-in/vending-driver";
import { endBrokenJob } from "./escpos-job.ts";
import { jobEndRequest } from "./escpos-status.ts";
import type { PrinterTalk } from "./printer-talk.ts";

export type PrintResult = Printed["result"];

type Around = {
  talk: PrinterTalk;
  timer: Timer;
  onState: (listener: (state: PrinterState) => void) => () => void;
};

/** A job leaves piece by piece, so that a line that stands still is noticed in seconds. */
const PIECE_BYTES = 4_096;
/** For one piece to leave: 4 s on the slowest line, and some for a printer that is busy. */
const PIECE_MS = 8_000;
/** For the printer to work them off. */
const JOB_MS = 10_000;
/** How long an idle printer may take to answer a lone `GS r 1`, and to add what it still owed. */
const FENCE_MS = 2_000;
const FENCE_QUIET_MS = 1_500;
/** The same where half a slip must first be brought to its end. */
const FENCE_AFTER_BREAK_MS = 8_000;

/** Sends one job at a time to a printer known to be ready, and waits until it says it is done. */
export function createJobSender(link: SerialLink, { talk, timer, onState }: Around) {
  /** Answers to `GS r 1` that were asked for and never came. */
  let owed = 0;
  /** The last job may have ended in the middle of a picture. */
  let broken = false;
  const stopCounting = talk.onJobEnd(() => {
    owed = Math.max(owed - 1, 0);
  });

  /**
   * Answers carry no number, so a late one could be taken for the next job's. A lone request first:
   * the printer answers in order, so behind its answer nothing old can come.
   */
  function settleDebts(): Promise<boolean> {
    return new Promise((resolve) => {
      let cancel = timer(broken ? FENCE_AFTER_BREAK_MS : FENCE_MS, () => finish(false));
      let missing = owed + 1;
      const stopListening = talk.onJobEnd(() => {
        cancel();
        missing -= 1;
        if (missing === 0) finish(true);
        else cancel = timer(FENCE_QUIET_MS, () => finish(true));
      });
      function finish(settled: boolean) {
        cancel();
        stopListening();
        owed = settled ? 0 : owed + 1;
        if (settled) broken = false;
        resolve(settled);
      }
      const fence = broken ? Buffer.concat([endBrokenJob(), jobEndRequest]) : jobEndRequest;
      link.write(fence).catch(() => finish(false));
    });
  }

  function sendAndWait(bytes: Uint8Array, onWritten: () => void): Promise<PrintResult> {
    return new Promise((resolve) => {
      let ended = false;
      let lastPieceSent = false;
      let written = false;
      let cancelTimeout = () => {};
      const lineFree = Promise.withResolvers<void>();
      const stops = [
        // An answer to a question that has not been asked yet is noise.
        talk.onJobEnd(() => lastPieceSent && finish("printed")),
        link.onState(() => {
          written = false; // what the line still held is lost
          finish("unknown");
        }),
        onState((seen) => {
          if (seen === "paper-out") finish("paper-out");
          if (seen === "cover-open" || seen === "cutter-jammed" || seen === "fault") {
            finish("fault");
          }
        }),
      ];
      function finish(result: PrintResult) {
        if (ended) return;
        ended = true;
        cancelTimeout();
        for (const stop of stops) stop();
        lineFree.resolve();
        if (result !== "printed") {
          owed += 1;
          broken ||= !written;
        }
        resolve(result);
      }
      function waitAtMost(ms: number) {
        cancelTimeout();
        cancelTimeout = timer(ms, () => finish("unknown"));
      }
      async function writePieces() {
        for (let at = 0; at < bytes.length && !ended; at += PIECE_BYTES) {
          waitAtMost(PIECE_MS);
          lastPieceSent = at + PIECE_BYTES >= bytes.length;
          await link.write(bytes.subarray(at, at + PIECE_BYTES));
        }
        if (ended) return;
        written = true;
        lineFree.resolve();
        waitAtMost(JOB_MS);
        onWritten();
      }
      // A write that broke may have put part of the slip on paper.
      talk.alone(() => {
        writePieces().catch(() => finish("unknown"));
        return lineFree.promise;
      });
    });
  }

  return {
    async send(job: Uint8Array, onWritten: () => void): Promise<PrintResult> {
      if (owed > 0 && !(await settleDebts())) return "fault";
      return sendAndWait(Buffer.concat([job, jobEndRequest]), onWritten);
    },
    stop: stopCounting,
  };
}
