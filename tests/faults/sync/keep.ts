import { type Program, type Started, startProgram } from "../../../launch/child-process.ts";

export type Kept = Awaited<ReturnType<typeof keep>>;

/** A program that may be killed at any moment and started again. */
export async function keep(program: Program) {
  let running: Started = await startProgram(program);
  return {
    pid: () => running.pid,
    async kill(): Promise<void> {
      running.kill("SIGKILL");
      await running.exited;
    },
    async start(): Promise<void> {
      running = await startProgram(program);
    },
    stop: () => running.stop(),
  };
}
