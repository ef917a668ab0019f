import { setTimeout as pause } from "node:timers/promises";
import {
  DidNotStart,
  type Program,
  type Started,
  startProgram,
} from "../../../launch/child-process.ts";

const TRIES = 100;
const AGAIN_MS = 300;

/** A program that may be killed at any moment, and is started again as a service manager would: until it stands. */
export async function keep(program: Program) {
  let running: Started = await startProgram(program);

  async function start(triesLeft: number): Promise<void> {
    try {
      running = await startProgram(program);
    } catch (error) {
      // Its database may be away just now, or its disk full.
      if (!(error instanceof DidNotStart) || triesLeft === 0) throw error;
      await pause(AGAIN_MS);
      await start(triesLeft - 1);
    }
  }
  return {
    pid: () => running.pid,
    async kill(): Promise<void> {
      running.kill("SIGKILL");
      await running.exited;
    },
    start: () => start(TRIES),
    stop: () => running.stop(),
  };
}
