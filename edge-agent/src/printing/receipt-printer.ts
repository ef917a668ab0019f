import type { PrinterState } from "@drop-in/contracts";
import type { SerialLink, Timer } from "@drop-in/vending-driver";
import { createJobSender, type PrintResult } from "./print-job.ts";
import { createPrinterTalk } from "./printer-talk.ts";

export type ReceiptPrinter = {
  state(): PrinterState;
  onState(listener: (state: PrinterState) => void): () => void;
  /** Prints once or not at all, never again by itself. One job after the other. */
  print(job: Uint8Array): Promise<PrintResult>;
  close(): Promise<void>;
};

const POLL_MS = 3_000;
const POLL_WHILE_PRINTING_MS = 1_000;

/** An ESC/POS printer on a serial link. It asks for the state every few seconds. */
export function createReceiptPrinter(
  link: SerialLink,
  { timer }: { timer: Timer },
): ReceiptPrinter {
  const talk = createPrinterTalk(link, timer);
  const listeners = new Set<(state: PrinterState) => void>();
  const sender = createJobSender(link, { talk, timer, onState });
  let state: PrinterState = link.state() === "open" ? "unknown" : "not-connected";
  let missedRounds = 0;
  let jobs: Promise<unknown> = Promise.resolve();
  let printing = false;
  let closed = false;
  let askedToTell = false;
  let cancelPoll = () => {};

  const stopState = link.onState((linkState) => {
    missedRounds = 0;
    askedToTell = false;
    become(linkState === "open" ? "unknown" : "not-connected");
    if (linkState === "open") void poll();
  });
  // Sooner than the next question, and also in the middle of a slip.
  const stopUnasked = talk.onUnasked(become);
  void poll();

  async function poll() {
    cancelPoll();
    if (closed) return;
    await look();
    cancelPoll();
    if (!closed) {
      cancelPoll = timer(printing ? POLL_WHILE_PRINTING_MS : POLL_MS, () => void poll());
    }
  }

  /** One lost answer is noise on the line; two in a row is a printer we know nothing of. */
  async function look(): Promise<PrinterState | undefined> {
    const seen = await talk.askState();
    if (closed || link.state() === "closed") return undefined;
    missedRounds = seen === undefined ? missedRounds + 1 : 0;
    if (seen !== undefined) become(seen);
    else if (missedRounds >= 2) become("unknown");
    if (seen !== undefined && !askedToTell) {
      askedToTell = true;
      talk.askToTellChanges();
    }
    return seen;
  }

  function become(next: PrinterState) {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener(next);
  }

  async function printOnce(job: Uint8Array): Promise<PrintResult> {
    const seen = (await look()) ?? (await look());
    if (seen === undefined) return "not-connected";
    if (seen === "paper-out") return "paper-out";
    if (seen !== "ready" && seen !== "paper-low") return "fault";
    printing = true;
    // Questions would only queue behind the slip on a slow line, and their answers come too late.
    cancelPoll();
    return sender
      .send(job, () => void poll())
      .finally(() => {
        printing = false;
        void poll();
      });
  }

  function onState(listener: (state: PrinterState) => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    state: () => state,
    onState,
    print(job) {
      const mine = jobs.then(() => printOnce(job));
      jobs = mine;
      return mine;
    },
    async close() {
      closed = true;
      cancelPoll();
      stopState();
      stopUnasked();
      sender.stop();
      talk.stop();
      await link.close();
    },
  };
}
