import type { PrinterState } from "@drop-in/contracts";

/** The four questions of `DLE EOT n`. Their answers are one byte each and do not say which n. */
export const statusQuestions = { printer: 1, offlineCause: 2, errorCause: 3, paper: 4 } as const;
export type StatusQuestion = keyof typeof statusQuestions;
export type StatusAnswers = Record<StatusQuestion, number>;

/** Asked in real time: answered also when the printer is offline or busy with a picture. */
export function statusRequest(question: StatusQuestion): Uint8Array {
  return Uint8Array.of(0x10, 0x04, statusQuestions[question]);
}

/** `GS r 1`, answered in the order of the job: its answer says that all bytes before it were worked off. */
export const jobEndRequest = Uint8Array.of(0x1d, 0x72, 0x01);

/** Length of the status a printer sends unasked; some leave the factory with it switched on. */
export const UNASKED_STATUS_BYTES = 4;

/** `GS a`: tell by yourself when online, error or paper change. Cheap printers ignore it. */
export const tellChangesRequest = Uint8Array.of(0x1d, 0x61, 0x0e);

/** What a byte from the printer begins, told apart by the bits that are always the same. */
export function kindOfByte(byte: number): "status" | "unasked-status" | "job-end" | "other" {
  if ((byte & 0x93) === 0x12) return "status";
  if ((byte & 0x93) === 0x10) return "unasked-status";
  return (byte & 0x90) === 0x00 ? "job-end" : "other";
}

/** The one thing worth telling. Clones set only one bit of each pair, so either counts. */
export function toPrinterState(answers: StatusAnswers): PrinterState {
  const { printer, offlineCause, errorCause, paper } = answers;
  // An open cover lifts the paper off its sensor, so it comes before the paper.
  if (offlineCause & 0x04) return "cover-open";
  if (offlineCause & 0x20 || paper & 0x60) return "paper-out";
  if (errorCause & 0x08) return "cutter-jammed";
  if (offlineCause & 0x40 || errorCause & 0x64 || printer & 0x08) return "fault";
  return paper & 0x0c ? "paper-low" : "ready";
}

/** The same from the four bytes a printer sends by itself. The fourth is reserved. */
export function toUnaskedState([printer = 0, error = 0, paper = 0]: number[]): PrinterState {
  if (printer & 0x20) return "cover-open";
  if (paper & 0x0c) return "paper-out";
  if (error & 0x08) return "cutter-jammed";
  if (error & 0x64 || printer & 0x08) return "fault";
  return paper & 0x03 ? "paper-low" : "ready";
}
