import {
  type ControllerMessage,
  controllerFrame,
  encodeFrame,
  type HostMessage,
  readHostFrame,
  takeFrame,
} from "@drop-in/vending-driver/protocol";
import type { Timer } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";

export type MasterSettings = {
  pollMs: number;
  /** Between two frames when there is more to say. */
  gapMs: number;
  /** How often a frame is said again when nobody acknowledges it. */
  resends: number;
};

type MasterOptions = {
  line: Line;
  timer: Timer;
  settings: MasterSettings;
  /** The host told us to do something; it is already acknowledged. */
  onOrder: (message: HostMessage) => void;
  /** False: it is heard and obeyed, and not acknowledged. */
  mayAck?: (message: HostMessage) => boolean;
  /** The host began or stopped answering. */
  onHostChange: () => void;
  /** Told of every frame that says something; polls and acknowledgements are left out. */
  onFrame?: ((from: "controller" | "host", bytes: Uint8Array, type: string) => void) | undefined;
};

export type Master = {
  /** Says it in its turn, and again until acknowledged. */
  say(message: ControllerMessage): void;
  /** Begins polling after `ms`; `first` runs just before. */
  begin(ms: number, first: () => void): void;
  /** Forgets the whole conversation. */
  end(): void;
  hostAnswers(): boolean;
};

/** A host that left this many polls unanswered is shown as silent. */
const SILENT_POLLS = 5;
const POLL = encodeFrame(controllerFrame({ type: "poll" }, 0));
const ACK = encodeFrame(controllerFrame({ type: "ack" }, 0));

/**
 * The machine's half of the conversation. It is master: it polls, the host answers, and what it
 * has to report it repeats until acknowledged.
 */
export function createMaster(options: MasterOptions): Master {
  const { line, timer, settings } = options;
  let listening = false;
  let packNo = 1;
  let outbox: ControllerMessage[] = [];
  let saying: { bytes: Uint8Array; said: number } | undefined;
  let held: Uint8Array = new Uint8Array();
  let unanswered = SILENT_POLLS;
  let cancelNext = () => {};

  line.onBytes((bytes) => {
    if (!listening) return;
    held = Uint8Array.of(...held, ...bytes);
    for (let taken = takeFrame(held); taken.kind !== "incomplete"; taken = takeFrame(held)) {
      held = taken.rest;
      const read = taken.kind === "frame" ? readHostFrame(taken.frame) : undefined;
      if (taken.kind === "frame" && read) hear(read.message, encodeFrame(taken.frame));
    }
  });

  /** One exchange: say again what was not heard, or say what is new, or ask the host. */
  function next() {
    cancelNext();
    if (saying !== undefined && saying.said > settings.resends) saying = undefined;
    if (saying === undefined) takeFromOutbox();
    if (saying === undefined) {
      count(unanswered + 1);
      line.write(POLL);
    } else {
      saying.said += 1;
      line.write(saying.bytes);
    }
    cancelNext = timer(settings.pollMs, next);
  }

  function takeFromOutbox() {
    const message = outbox.shift();
    if (message === undefined) return;
    const bytes = encodeFrame(controllerFrame(message, packNo));
    packNo = packNo === 255 ? 1 : packNo + 1;
    saying = { bytes, said: 0 };
    options.onFrame?.("controller", bytes, message.type);
  }

  function hear(message: HostMessage, bytes: Uint8Array) {
    count(0);
    if (message.type === "ack") {
      saying = undefined;
    } else {
      options.onFrame?.("host", bytes, message.type);
      if (options.mayAck?.(message) !== false) line.write(ACK);
      options.onOrder(message);
    }
    // The line is not left idle for a whole poll while there is more to say.
    if (saying !== undefined || outbox.length === 0) return;
    cancelNext();
    cancelNext = timer(settings.gapMs, next);
  }

  function count(polls: number) {
    const before = unanswered >= SILENT_POLLS;
    unanswered = polls;
    if (before !== unanswered >= SILENT_POLLS) options.onHostChange();
  }

  return {
    say(message) {
      if (listening) outbox.push(message);
    },
    begin(ms, first) {
      cancelNext();
      cancelNext = timer(ms, () => {
        listening = true;
        first();
        next();
      });
    },
    end() {
      cancelNext();
      listening = false;
      outbox = [];
      saying = undefined;
      held = new Uint8Array();
      packNo = 1;
      unanswered = SILENT_POLLS;
    },
    hostAnswers: () => unanswered < SILENT_POLLS,
  };
}
