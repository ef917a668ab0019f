import { type ChildProcess, fork } from "node:child_process";
import type { z } from "zod";
import { FromDevice } from "../devices/device-process.ts";

/** One device process, seen from the bench. */
export type DeviceHost<State, Command> = {
  state(): State;
  /** Resolves when the device has done it. */
  command(command: Command): Promise<void>;
  stop(): Promise<void>;
};

type HostOptions<State> = {
  script: URL;
  settings: unknown;
  schema: z.ZodType<State>;
  onState: () => void;
  /** The process ended without being asked to. */
  onDeath: () => void;
};

/** Starts a device and resolves with its first state. */
export async function hostDevice<State, Command>(
  options: HostOptions<State>,
): Promise<DeviceHost<State, Command>> {
  const child = fork(options.script, [JSON.stringify(options.settings)], {
    // The bench speaks one line on its own stdout; its devices speak only of trouble.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const waiting = new Map<number, () => void>();
  let count = 0;
  let stopping = false;
  let state: State | undefined;
  const first = Promise.withResolvers<State>();

  child.on("message", (message) => {
    const said = FromDevice.parse(message);
    state = options.schema.parse(said.state);
    first.resolve(state);
    if (said.type === "done") {
      waiting.get(said.number)?.();
      waiting.delete(said.number);
    }
    options.onState();
  });
  child.on("exit", () => {
    first.reject(new Error("a device ended before it was ready"));
    for (const done of waiting.values()) done();
    waiting.clear();
    if (!stopping) options.onDeath();
  });

  const opening = await first.promise;
  return {
    state: () => state ?? opening,
    command(command) {
      if (child.exitCode !== null || !child.connected) return Promise.resolve();
      count += 1;
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.set(count, resolve);
      child.send({ number: count, command });
      return promise;
    },
    stop() {
      stopping = true;
      return ended(child);
    },
  };
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  child.once("exit", () => resolve());
  child.kill("SIGTERM");
  return promise;
}
