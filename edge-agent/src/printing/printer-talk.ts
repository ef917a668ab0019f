import type { PrinterState } from "@drop-in/contracts";
import type { SerialLink, Timer } from "@drop-in/vending-driver";
import {
  kindOfByte,
  type StatusQuestion,
  statusRequest,
  toPrinterState,
  UNASKED_STATUS_BYTES,
} from "./escpos-status.ts";

/** The questions and answers on the printer's wire. */
export type PrinterTalk = {
  /** Asks all four questions. Undefined: it did not answer. */
  askState(): Promise<PrinterState | undefined>;
  /** Called for each answer to `GS r 1`. They carry no number: only their count says whose it is. */
  onJobEnd(listener: () => void): () => void;
  stop(): void;
};

const ANSWER_MS = 500;

export function createPrinterTalk(link: SerialLink, timer: Timer): PrinterTalk {
  const jobEndListeners = new Set<() => void>();
  let answer: ((byte: number | undefined) => void) | undefined;
  let round: Promise<unknown> = Promise.resolve();
  let unaskedLeft = 0;

  const stopBytes = link.onBytes((bytes) => bytes.forEach(hear));
  const stopState = link.onState(() => {
    unaskedLeft = 0;
    answer?.(undefined);
  });

  function hear(byte: number) {
    if (unaskedLeft > 0) {
      unaskedLeft -= 1;
      return;
    }
    const kind = kindOfByte(byte);
    if (kind === "status") answer?.(byte);
    if (kind === "unasked-status") unaskedLeft = UNASKED_STATUS_BYTES - 1;
    if (kind === "job-end") for (const listener of jobEndListeners) listener();
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
    stop() {
      stopBytes();
      stopState();
      answer?.(undefined);
    },
  };
}
