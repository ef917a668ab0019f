import { takeCommand } from "./escpos-command.ts";
import { blankRows, type Row } from "./paper.ts";
import { createPaperPath, HEAD_TO_BLADE_ROWS } from "./paper-path.ts";
import {
  automaticStatus,
  isStopped,
  paperStatus,
  realTimeStatus,
  type Sensors,
} from "./printer-status.ts";
import { createTypesetter } from "./typesetter.ts";

export type PrinterLine = {
  onBytes(listener: (bytes: Uint8Array) => void): void;
  write(bytes: Uint8Array): void;
};

type Options = {
  timer: (ms: number, fn: () => void) => () => void;
  /** The time of day as an ISO string, for the list of pages. */
  clock: () => string;
  onChange: () => void;
  /** Also called for a page still in the printer, whenever the printer comes to rest. */
  savePage: (pageId: string, png: Uint8Array) => void;
  /** Lines of dots a second; 1,200 is a common 150 mm/s. Without it paper comes out at once. */
  rowsPerSecond?: number;
};

export type PrinterParts = {
  paper?: "ok" | "low" | "out" | undefined;
  /** What is left on the roll, for running out in the middle of a page. */
  paperLeftMm?: number | undefined;
  cover?: "open" | "closed" | undefined;
  cutter?: "ok" | "jammed" | undefined;
};

const BATCH_ROWS = 48;

/** An 80 mm ESC/POS receipt printer: it draws what it is told, while it has paper and is closed. */
export function createReceiptPrinter(line: PrinterLine, options: Options) {
  const typesetter = createTypesetter();
  const paper = createPaperPath(options);
  let cover: "open" | "closed" = "closed";
  let cutter: "ok" | "jammed" = "ok";
  let cutterStuck = false;

  let received = new Uint8Array();
  let realTime: number[] = [];
  let rowsToPrint: Row[] = [];
  let cutWhenPrinted = false;
  let moving = false;
  let working = false;
  let automaticMask = 0;
  let unknownBytes = 0;

  let told = "";

  const sensors = (): Sensors => ({ paper: paper.roll(), cover, cutterStuck });

  /** Real-time requests are answered as their bytes arrive, also in the middle of a picture. */
  function answerRealTime(byte: number) {
    realTime = [...realTime, byte].slice(-3);
    const [first, name, n = 0] = realTime;
    if (first !== 0x10 || realTime.length < 3) return;
    if (name === 0x04 && n >= 1 && n <= 4) line.write(Uint8Array.of(realTimeStatus(n, sensors())));
    if (name === 0x05 && n === 2) {
      received = new Uint8Array();
      [rowsToPrint, cutWhenPrinted] = [[], false];
    }
    if (name === 0x05 && cutter === "ok") cutterStuck = false;
  }

  function work() {
    // An answer may bring the next bytes before this returns.
    if (moving || working) return;
    working = true;
    let at = 0;
    while (!isStopped(sensors())) {
      if (rowsToPrint.length > 0) {
        if (moveBatch()) break;
      } else if (cutWhenPrinted) {
        cut();
      } else {
        const taken = takeCommand(received, at);
        if (taken.kind === "incomplete") break;
        if (taken.kind === "unknown") unknownBytes += 1;
        at += taken.kind === "command" ? taken.length : 1;
        if (taken.kind === "command") obey(taken.command);
      }
    }
    received = received.slice(at);
    working = false;
    rest();
  }

  /** Prints a few lines; true when the motor needs its time before the next. */
  function moveBatch(): boolean {
    const batch = rowsToPrint.splice(0, Math.min(BATCH_ROWS, paper.rowsLeft()));
    paper.print(batch);
    if (options.rowsPerSecond === undefined) return false;
    moving = true;
    options.timer((batch.length * 1000) / options.rowsPerSecond, () => {
      moving = false;
      work();
    });
    return true;
  }

  function obey(command: Parameters<typeof typesetter.rowsFor>[0]) {
    if (command.do === "tell-paper") return line.write(Uint8Array.of(paperStatus(sensors())));
    if (command.do === "tell-changes") {
      automaticMask = command.mask;
      told = "";
      return;
    }
    if (command.do === "cut") {
      cutWhenPrinted = true;
      const { feedDots } = command;
      if (feedDots !== undefined) rowsToPrint = blankRows(HEAD_TO_BLADE_ROWS + feedDots);
      return;
    }
    rowsToPrint = typesetter.rowsFor(command);
  }

  function cut() {
    if (cutter === "jammed") {
      cutterStuck = true;
      return;
    }
    cutWhenPrinted = false;
    paper.endPage(true);
  }

  /** Tells the host and the bench what changed since the printer last came to rest. */
  function rest() {
    if (!moving) paper.lookAtUnfinished();
    const now = JSON.stringify(sensors());
    if (now !== told && automaticMask !== 0) line.write(automaticStatus(sensors()));
    told = now;
    options.onChange();
  }

  line.onBytes((bytes) => {
    for (const byte of bytes) answerRealTime(byte);
    const joined = new Uint8Array(received.length + bytes.length);
    joined.set(received);
    joined.set(bytes, received.length);
    received = joined;
    work();
  });

  return {
    state() {
      return { paper: paper.roll(), cover, cutter, pages: paper.pages(), unknownBytes };
    },
    set(parts: PrinterParts) {
      if (parts.paper !== undefined) paper.load(parts.paper);
      if (parts.paperLeftMm !== undefined) paper.load({ leftMm: parts.paperLeftMm });
      cover = parts.cover ?? cover;
      cutter = parts.cutter ?? cutter;
      if (cutter === "ok") cutterStuck = false;
      work();
    },
    /** Someone pulls the paper against the tear bar: whatever has come out is theirs. */
    tearOff() {
      paper.endPage(false);
      rest();
    },
  };
}
