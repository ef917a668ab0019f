import { type ChildProcess, fork } from "node:child_process";
import type { Timer } from "../timer.ts";
import type { Ask, ProcessStart, Tell } from "./machine-process-messages.ts";

type Options = {
  program: URL;
  timer: Timer;
  toStart: () => ProcessStart;
  hear: (told: Tell) => void;
  /** Nothing more will be heard of this life of the process. `asked`: by `close`. */
  ended: (asked: boolean) => void;
};

/** A small heap: it holds one frame and one attempt. */
const execArgv = ["--disable-warning=ExperimentalWarning", "--max-old-space-size=64"];
const FIRST_RESTART_MS = 250;
const LAST_RESTART_MS = 5_000;
const CLOSE_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 2_000;
/** Looks, not milliseconds: a stall on our side is one look, however long it was. */
const LOOKS_WITHOUT_WORD = 4;

/** Runs the machine's program, again when it ends or falls silent, until it is closed. */
export function keepProcess({ program, timer, toStart, hear, ended }: Options) {
  let child: ChildProcess | undefined;
  let wordless = 0;
  let restartMs = FIRST_RESTART_MS;
  let closing = false;
  let cancelRestart = () => {};
  let cancelLook = timer(LOOK_EVERY_MS, look);
  const closed = Promise.withResolvers<void>();
  start();

  function start() {
    const born = fork(program, [JSON.stringify(toStart())], {
      ...{ stdio: ["ignore", "ignore", "inherit", "ipc"], env: {}, execArgv },
    });
    // Both: what it said last may still be on its way when it has gone.
    let left = 2;
    const gone = () => {
      left -= 1;
      if (left === 0) over();
    };
    born.on("exit", gone).on("disconnect", gone);
    born.on("error", () => {}); // an unsent message; the end follows
    born.on("message", (told: Tell) => {
      wordless = 0;
      if (told.tell === "status" && told.status.link === "online") restartMs = FIRST_RESTART_MS;
      hear(told);
    });
    child = born;
  }

  function over() {
    child = undefined;
    ended(closing);
    if (closing) return closed.resolve();
    cancelRestart = timer(restartMs, start);
    restartMs = Math.min(restartMs * 2, LAST_RESTART_MS);
  }

  function look() {
    wordless += 1;
    if (wordless > LOOKS_WITHOUT_WORD) {
      wordless = 0;
      child?.kill("SIGKILL");
    }
    cancelLook = timer(LOOK_EVERY_MS, look);
  }

  return {
    runs: () => child !== undefined,
    /** False where there is nobody to ask. */
    put(ask: Ask): boolean {
      child?.send(ask);
      return child !== undefined;
    },
    async close(): Promise<void> {
      closing = true;
      cancelRestart();
      cancelLook();
      if (child === undefined) return;
      child.send({ ask: "close" } satisfies Ask);
      const cancelKill = timer(CLOSE_WITHIN_MS, () => child?.kill("SIGKILL"));
      await closed.promise;
      cancelKill();
    },
  };
}
