import { type DexFrame, encodeDex, takeDex } from "@drop-in/vending-driver/protocol";
import type { Timer } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";
import { type AuditCounters, type ReportFault, writeReport } from "./audit-report.ts";

export type AuditFaults = {
  report: ReportFault;
  /** So many data blocks go out with a wrong check first. */
  badBlocks: number;
  silent: boolean;
  /** An old machine: it asks by itself as soon as it hears anything, and is master of the first part. */
  asksFirst: boolean;
  /** So many WACKs before the first answer. */
  wacks: number;
  nothingToTransfer: boolean;
  /** The response code after the machine's name, as one page of the standard prints it. */
  responseLast: boolean;
};

export const noAuditFaults: AuditFaults = {
  report: "none",
  badBlocks: 0,
  silent: false,
  asksFirst: false,
  wacks: 0,
  nothingToTransfer: false,
  responseLast: false,
};

export type AuditSocketOptions = {
  line: Line;
  timer: Timer;
  /** Asked when the report is written, so that a joined world may count. */
  counters: () => AuditCounters;
  faults?: Partial<AuditFaults>;
};

/** What is sent after an ENQ of ours, block by block. */
type Sending = { blocks: DexFrame[]; at: number; then: () => void };

const GAP_MS = 120;
const ANSWER_MS = 15;
const BLOCK = 100;
const NAME = "QRS7654321";

/** A machine's end of its audit socket (EVA DTS 6.1.1, chapter 7). */
export function createAuditSocket(options: AuditSocketOptions): { reads(): number } {
  const { line, timer, counters } = options;
  const faults: AuditFaults = { ...noAuditFaults, ...options.faults };
  let held: Uint8Array = new Uint8Array();
  let sending: Sending | undefined;
  let wacksLeft = faults.wacks;
  let badLeft = faults.badBlocks;
  let firstPartOver = false;
  let lastAck: 0 | 1 = 0;
  let reads = 0;

  line.onBytes((bytes) => {
    if (faults.silent) return;
    held = Uint8Array.of(...held, ...bytes);
    for (let taken = takeDex(held); taken.kind !== "incomplete"; taken = takeDex(held)) {
      held = taken.rest;
      if (taken.kind === "frame") hear(taken.frame);
    }
  });

  function hear(frame: DexFrame) {
    if (frame.kind === "enq") return asked();
    if (sending !== undefined) return hearWhileSending(sending, frame);
    if (frame.kind === "block") {
      lastAck = 1;
      say({ kind: "ack", parity: 1 });
    }
    if (frame.kind === "eot") theyEnded();
  }

  function asked() {
    if (faults.asksFirst && !firstPartOver) {
      // Both asked at once; this machine does not give way.
      if (sending === undefined)
        send([handshake(`${NAME}SR00L06`)], () => {
          firstPartOver = true;
        });
      return;
    }
    if (wacksLeft > 0) {
      wacksLeft -= 1;
      return say({ kind: "wack" });
    }
    lastAck = 0;
    say({ kind: "ack", parity: lastAck });
  }

  /** The carrier has said its part: a new machine answers who it is, an old one goes on to its report. */
  function theyEnded() {
    if (faults.asksFirst) return sendReport();
    const code = faults.nothingToTransfer ? "04" : "00";
    const name = faults.responseLast ? `${NAME}${code}` : `${code}${NAME}`;
    send([handshake(`${name}R00L06`)], () => {
      if (!faults.nothingToTransfer) sendReport();
    });
  }

  function sendReport() {
    const bytes = new TextEncoder().encode(writeReport(counters(), faults.report));
    const blocks: DexFrame[] = [];
    for (let at = 0; at < bytes.length; at += BLOCK) {
      const data = bytes.slice(at, at + BLOCK);
      blocks.push({ kind: "block", head: "stx", last: at + BLOCK >= bytes.length, data });
    }
    send(blocks, () => {
      reads += 1;
    });
  }

  function send(blocks: DexFrame[], then: () => void) {
    const next: Sending = { blocks, at: -1, then };
    sending = next;
    timer(GAP_MS, () => say({ kind: "enq" }));
  }

  function hearWhileSending(current: Sending, frame: DexFrame) {
    if (frame.kind === "nak") return sayBlock(current);
    if (frame.kind !== "ack") return;
    // Block n is acknowledged with n + 1, the ENQ before them with 0.
    if (frame.parity !== (current.at + 1) % 2) return;
    current.at += 1;
    if (current.at < current.blocks.length) return sayBlock(current);
    sending = undefined;
    say({ kind: "eot" });
    current.then();
  }

  function sayBlock(current: Sending) {
    const block = current.blocks[current.at];
    if (block === undefined) return;
    const bytes = encodeDex(block);
    if (block.kind === "block" && block.head === "stx" && badLeft > 0) {
      badLeft -= 1;
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0xff;
    }
    timer(ANSWER_MS, () => line.write(bytes));
  }

  function say(frame: DexFrame) {
    timer(ANSWER_MS, () => line.write(encodeDex(frame)));
  }

  return { reads: () => reads };
}

function handshake(text: string): DexFrame {
  return { kind: "block", head: "soh", last: true, data: new TextEncoder().encode(text) };
}
