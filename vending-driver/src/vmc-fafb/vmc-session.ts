import { joinBytes } from "../link/join-bytes.ts";
import type { SerialLink } from "../link/serial-link.ts";
import { encodeFrame, type Frame, takeFrame } from "./frame.ts";
import {
  type ControllerMessage,
  type HostMessage,
  hostFrame,
  readControllerFrame,
} from "./message.ts";
import { createResends } from "./resends.ts";
import type { VmcSettings } from "./vmc-settings.ts";

/** Something to say when the controller next asks. `once` is never written twice, whatever happens. */
export type Command = {
  message: HostMessage;
  once: boolean;
  onSent?: () => void;
  onAcked?: () => void;
};

export type SessionOptions = {
  link: SerialLink;
  clock: () => number;
  firstPackNo: number;
  settings: Pick<VmcSettings, "frameGapMs" | "pollsWithoutAck">;
  /** Asked at each poll while no command awaits its acknowledgement. */
  nextCommand: () => Command | undefined;
  onMessage: (message: ControllerMessage) => void;
};

type Awaiting = { command: Command; bytes: Uint8Array; polls: number };

/**
 * The host's half of the line. The controller is master: every byte written here answers a frame,
 * within the same turn of the event loop that read it, with one command or an acknowledgement.
 * Returns the function that forgets everything half-said, for when the link is lost.
 */
export function createVmcSession(options: SessionOptions): { reset(): void } {
  const { link, clock, settings, nextCommand, onMessage } = options;
  const ack = encodeFrame(hostFrame({ type: "ack" }, 0));
  let held: Uint8Array = new Uint8Array();
  let lastByteAt = 0;
  let packNo = (options.firstPackNo % 255) + 1;
  let awaiting: Awaiting | undefined;
  const resends = createResends(clock);

  link.onBytes((bytes) => {
    const now = clock();
    // The rest of a cut-off frame will not come any more: do not let it swallow what follows.
    if (held.length > 0 && now - lastByteAt > settings.frameGapMs) held = held.subarray(1);
    lastByteAt = now;
    held = joinBytes(held, bytes);
    for (let taken = takeFrame(held); taken.kind !== "incomplete"; taken = takeFrame(held)) {
      held = taken.rest;
      if (taken.kind === "frame") hear(taken.frame);
    }
  });

  function hear(frame: Frame) {
    const read = readControllerFrame(frame);
    if (read?.message.type === "poll") return answerPoll();
    if (read?.message.type === "ack") return acknowledged();
    write(ack);
    if (read === undefined || resends.isResend(frame)) return;
    if (read.message.type === "sync") resends.forget();
    onMessage(read.message);
  }

  function answerPoll() {
    if (awaiting !== undefined) return remind(awaiting);
    // A poll with more behind it is old: the controller no longer listens for a command.
    const fresh = held.length === 0 && link.state() === "open";
    const command = fresh ? nextCommand() : undefined;
    if (command === undefined) {
      write(ack);
    } else {
      const bytes = encodeFrame(hostFrame(command.message, packNo));
      awaiting = { command, bytes, polls: 0 };
      // Before the write: from here on nobody may say that nothing was sent.
      command.onSent?.();
      write(bytes);
    }
    onMessage({ type: "poll" });
  }

  function remind(waiting: Awaiting) {
    waiting.polls += 1;
    const givenUp = waiting.polls >= settings.pollsWithoutAck;
    if (givenUp) awaiting = undefined;
    write(waiting.command.once || givenUp ? ack : waiting.bytes);
    onMessage({ type: "poll" });
  }

  function acknowledged() {
    if (awaiting === undefined) return;
    const { command } = awaiting;
    awaiting = undefined;
    packNo = packNo === 255 ? 1 : packNo + 1;
    command.onAcked?.();
  }

  /** A broken write shows as silence, which the waiting side already has a limit for. */
  function write(bytes: Uint8Array) {
    link.write(bytes).catch(() => {});
  }

  return {
    reset() {
      held = new Uint8Array();
      awaiting = undefined;
    },
  };
}
