import type { PrinterState } from "@drop-in/contracts";
import type { SerialLink, Timer } from "@drop-in/vending-driver";
import {
  kindOfByte,
  type StatusQuestion,
  statusRequest,
  tellChangesRequest,
  toPrinterState,
  toUnaskedState,
  UNASKED_STATUS_BYTES,
} from "./escpos-status.ts";

/** The questions and answers on the printer's wire. */
export type PrinterTalk = {
  /** Asks all four questions. Undefined: it did not answer. */
  askState(): Promise<PrinterState | undefined>;
  /** Called for each answer to `GS r 1`. They carry no number: only their count says whose it is. */
  onJobEnd(listener: () => void): () => void;
  /** What the printer tells by itself, where it does. */
  onUnasked(listener: (state: PrinterState) => void): () => void;
  askToTellChanges(): void;
  /** Keeps questions off the wire until `work` ends: between two pieces of a picture they would be drawn. */
  alone(work: () => Promise<void>): void;
  stop(): void;
};

const ANSWER_MS = 500;

export function createPrinterTalk(link: SerialLink, timer: Timer): PrinterTalk {
  const jobEndListeners = new Set<() => void>();
  let answer: ((byte: number | undefined) => void) | undefined;
  let round: Promise<unknown> = Promise.resolve();
  const unaskedListeners = new Set<(state: PrinterState) => void>();
  let unasked: number[] = [];

  const stopBytes = link.onBytes((bytes) => bytes.forEach(hear));
  const stopState = link.onState(() => {
    unasked = [];
    answer?.(undefined);
  });

  function hear(byte: number) {
    // Its other bytes have these two bits clear; one that has not means the rest was lost.
    if (unasked.length > 0 && (byte & 0x90) === 0) return hearUnasked(byte);
    unasked = [];
    const kind = kindOfByte(byte);
    if (kind === "status") answer?.(byte);
    if (kind === "unasked-status") unasked = [byte];
    if (kind === "job-end") for (const listener of jobEndListeners) listener();
  }

  function hearUnasked(byte: number) {
    unasked = [...unasked, byte];
    if (unasked.length < UNASKED_STATUS_BYTES) return;
    const told = toUnaskedState(unasked);
    unasked = [];
    for (const listener of unaskedListeners) listener(told);
  }

  function ask(question: StatusQuestion): Promise<number | undefined> {
    return new Promise((resolve) => {
      const finish = (byte: number | undefined) => {
        cancel();
        answer = undefined;
        resolve(byte);
      };
      const cancel = timer(ANSWER_MS, () => finish(undefined));
      answer = finish;
      link.write(statusRequest(question)).catch(() => finish(undefined));
    });
  }

  /** Ends at the first silence: an answer that comes late must not be taken for the next one. */
  async function askAll(): Promise<PrinterState | undefined> {
    const printer = await ask("printer");
    if (printer === undefined) return undefined;
    const offlineCause = await ask("offlineCause");
    if (offlineCause === undefined) return undefined;
    const errorCause = await ask("errorCause");
    if (errorCause === undefined) return undefined;
    const paper = await ask("paper");
    if (paper === undefined) return undefined;
    return toPrinterState({ printer, offlineCause, errorCause, paper });
  }

  return {
    askState() {
      const mine = round.then(() => (link.state() === "open" ? askAll() : undefined));
      round = mine;
      return mine;
    },
    onJobEnd(listener) {
      jobEndListeners.add(listener);
      return () => jobEndListeners.delete(listener);
    },
    onUnasked(listener) {
      unaskedListeners.add(listener);
      return () => unaskedListeners.delete(listener);
    },
    askToTellChanges() {
      round = round.then(() => {
        // A bonus: where it is lost, the questions still tell everything a little later.
        if (link.state() === "open") link.write(tellChangesRequest).catch(() => {});
      });
    },
    alone(work) {
      round = round.then(work);
    },
    stop() {
      stopBytes();
      stopState();
      answer?.(undefined);
    },
  };
}
