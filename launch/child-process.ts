import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";

export type Started = {
  pid: number;
  /** The JSON line the program printed when it was ready. */
  ready: Record<string, unknown>;
  /** Resolves when the process has gone, with its last words on stderr. */
  exited: Promise<{ lastWords: string }>;
  /** Asks it to end, and insists after 5 s. */
  stop(): Promise<void>;
  kill(signal: NodeJS.Signals): void;
};

export type Program = {
  name: string;
  entry: string;
  args?: string[];
  env: Record<string, string | undefined>;
  logFile: string;
};

/** A program that ended before it was ready. `message` is its own one clear line. */
export class DidNotStart extends Error {
  override readonly name = "DidNotStart";
}

const INSIST_AFTER_MS = 5_000;
/** Of Node, that it runs TypeScript; of the MQTT client, how it reads addresses, which are ours. */
export const quiet = ["ExperimentalWarning", "DEP0169"].map((name) => `--disable-warning=${name}`);

/** Starts one program of the project and waits until it says it is ready. */
export async function startProgram({
  name,
  entry,
  args = [],
  env,
  logFile,
}: Program): Promise<Started> {
  mkdirSync(dirname(logFile), { recursive: true });
  const child = spawn(process.execPath, [...quiet, entry, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let lastWords = "";
  // Whatever ends us, the program must not live on alone, on our ports and our data.
  const takeAlong = () => child.kill("SIGTERM");
  process.setMaxListeners(0); // one for each program, and tests start many
  process.once("exit", takeAlong);
  child.once("close", () => process.off("exit", takeAlong));
  const log = createWriteStream(logFile, { flags: "a" });
  log.on("error", () => {}); // a full disk costs the log, not the hub
  child.stderr.pipe(log);
  child.stderr.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-2000);
  });
  const exited = new Promise<{ lastWords: string }>((resolve) => {
    child.once("close", () => resolve({ lastWords: lastLine(lastWords) }));
  });

  const ready = await Promise.race([
    readyLine(child),
    exited.then(({ lastWords: words }) => {
      throw new DidNotStart(words || `${name} ended without a word`);
    }),
  ]);
  return {
    pid: child.pid ?? 0,
    ready,
    exited,
    kill: (signal) => void child.kill(signal),
    async stop() {
      child.kill("SIGTERM");
      const insist = setTimeout(() => child.kill("SIGKILL"), INSIST_AFTER_MS);
      await exited;
      clearTimeout(insist);
    },
  };
}

function readyLine(child: ChildProcess): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith('{"ready":true')) resolve(JSON.parse(line));
    });
  });
}

/** The last line for a person; lines for machines are in the log file. */
function lastLine(text: string): string {
  const lines = text.trim().split("\n");
  return lines.findLast((line) => !line.startsWith("{")) ?? lines.at(-1) ?? "";
}
