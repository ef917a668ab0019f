import { type Decoder, decoderOf, hexOf, type Taken } from "@drop-in/vending-driver/protocol";
import {
  kindOfByte,
  type StatusQuestion,
  statusQuestions,
  toPrinterState,
  UNASKED_STATUS_BYTES,
} from "./escpos-status.ts";

type StatusPart =
  | { kind: "request"; question: StatusQuestion }
  | { kind: "status" | "job-end"; byte: number }
  | { kind: "unasked-status"; bytes: Uint8Array };

/** The answers of a printer, and our questions where the recording holds both directions. */
export const decodeStatus: Decoder = decoderOf(takeStatus, describe);

const questions: readonly StatusQuestion[] = ["printer", "offlineCause", "errorCause", "paper"];
/** The byte that says nothing is wrong, whichever question it answers. */
const ALL_GOOD = 0x12;

function takeStatus(bytes: Uint8Array): Taken<StatusPart> {
  const [first, second, third] = bytes;
  if (first === undefined) return { kind: "incomplete" };
  const question = questions.find((one) => statusQuestions[one] === third);
  if (first === 0x10 && second === 0x04 && question !== undefined) {
    return { kind: "frame", frame: { kind: "request", question }, rest: bytes.subarray(3) };
  }
  const kind = kindOfByte(first);
  if (kind === "other") return { kind: "noise", skipped: 1, rest: bytes.subarray(1) };
  if (kind !== "unasked-status") {
    return { kind: "frame", frame: { kind, byte: first }, rest: bytes.subarray(1) };
  }
  if (bytes.length < UNASKED_STATUS_BYTES) return { kind: "incomplete" };
  const frame = { kind, bytes: bytes.slice(0, UNASKED_STATUS_BYTES) };
  return { kind: "frame", frame, rest: bytes.subarray(UNASKED_STATUS_BYTES) };
}

function describe(part: StatusPart): Record<string, unknown> {
  switch (part.kind) {
    case "request":
      return { type: "request", question: part.question };
    case "unasked-status":
      return { type: part.kind, bytes: hexOf(part.bytes) };
    case "job-end":
      return { type: part.kind, paper: part.byte & 0x0c ? "out" : part.byte & 0x03 ? "low" : "ok" };
    case "status": {
      // The byte does not say which question it answers.
      const good = {
        printer: ALL_GOOD,
        offlineCause: ALL_GOOD,
        errorCause: ALL_GOOD,
        paper: ALL_GOOD,
      };
      const asAnswerTo = questions.map((one) => [
        one,
        toPrinterState({ ...good, [one]: part.byte }),
      ]);
      return { type: part.kind, asAnswerTo: Object.fromEntries(asAnswerTo) };
    }
  }
}
