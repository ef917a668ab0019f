import type { Printed, PrinterState } from "@drop-in/contracts";
import type { SerialLink, Timer } from "@drop-in/vending-driver";
import { jobEndRequest } from "./escpos-status.ts";
import type { PrinterTalk } from "./printer-talk.ts";

export type PrintResult = Printed["result"];

type Around = {
  talk: PrinterTalk;
  timer: Timer;
  onState: (listener: (state: PrinterState) => void) => () => void;
};

/** For the bytes to leave: a slow line takes its time, a printer that holds the line takes for ever. */
const WRITE_MS = 60_000;
/** For the printer to work them off. */
const JOB_MS = 10_000;
/** How long an idle printer may take to answer a lone `GS r 1`, and to add what it still owed. */
const FENCE_MS = 2_000;
const FENCE_QUIET_MS = 500;

/** Sends one job at a time to a printer known to be ready, and waits until it says it is done. */
export function createJobSender(link: SerialLink, { talk, timer, onState }: Around) {
  /** Answers to `GS r 1` that were asked for and never came. */
  let owed = 0;
  const stopCounting = talk.onJobEnd(() => {
    owed = Math.max(owed - 1, 0);
  });

  /**
   * Answers carry no number, so a late one could be taken for the next job's. A lone request first:
   * the printer answers in order, so behind its answer nothing old can come.
   */
  function settleDebts(): Promise<boolean> {
    return new Promise((resolve) => {
      let cancel = timer(FENCE_MS, () => finish(false));
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
        resolve(settled);
      }
      link.write(jobEndRequest).catch(() => finish(false));
    });
  }

  function sendAndWait(bytes: Uint8Array, onWritten: () => void): Promise<PrintResult> {
    return new Promise((resolve) => {
      let ended = false;
      let cancelTimeout = timer(WRITE_MS, () => finish("unknown"));
      const stops = [
        talk.onJobEnd(() => finish("printed")),
        link.onState(() => finish("unknown")),
        onState((seen) => {
          if (seen === "paper-out") finish("paper-out");
          if (seen === "cover-open" || seen === "fault") finish("fault");
        }),
      ];
      function finish(result: PrintResult) {
        if (ended) return;
        ended = true;
        cancelTimeout();
        for (const stop of stops) stop();
        if (result !== "printed") owed += 1;
        resolve(result);
      }
      link.write(bytes).then(
        () => {
          if (ended) return;
          cancelTimeout();
          cancelTimeout = timer(JOB_MS, () => finish("unknown"));
          onWritten();
        },
        // A write that broke may have put part of the slip on paper.
        () => finish("unknown"),
      );
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
