import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { quiet } from "../../launch/child-process.ts";
import { type Figures, figuresOf } from "./proc.ts";

export type Said = Record<string, unknown>;

export type BenchProcess = {
  pid: number;
  ready: Said;
  /** The first JSON line with this word, said already or yet to come. Fails if the process ends without it. */
  said(word: string): Promise<Said>;
  /** The latest line with this word. */
  latest(word: string): Said | undefined;
  figures(): Figures;
  exited: Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
};

export type Start = {
  name: string;
  /** A script for the project's own Node, with its arguments. */
  entry: string;
  args?: string[];
  env: Record<string, string>;
  logFile: string;
};

const INSIST_AFTER_MS = 5_000;

/** Starts one process and listens to it, so that its end, its memory and its time can be told apart from ours. */
export async function startProcess({ name, entry, args = [], env, logFile }: Start) {
  const child = spawn(process.execPath, [...quiet, entry, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const takeAlong = () => child.kill("SIGKILL");
  process.setMaxListeners(0); // one for each process, and benches start many
  process.once("exit", takeAlong);
  const log = createWriteStream(logFile, { flags: "a" });
  child.stderr.pipe(log);

  const lines: Said[] = [];
  const waiting = new Set<() => void>();
  let over = false;
  const look = () => {
    for (const each of waiting) each();
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.startsWith("{")) return;
    lines.push(JSON.parse(line));
    look();
  });
  const exited = new Promise<void>((resolve) => {
    child.once("close", () => {
      over = true;
      process.off("exit", takeAlong);
      look();
      resolve();
    });
  });

  const said = (word: string) =>
    new Promise<Said>((resolve, reject) => {
      const again = () => {
        const line = lines.find((each) => word in each);
        if (!line && !over) return;
        waiting.delete(again);
        if (line) resolve(line);
        else reject(new Error(`${name} ended without "${word}", see ${logFile}`));
      };
      waiting.add(again);
      again();
    });

  const ready = await said("ready");
  return running(child, {
    ready,
    said,
    exited,
    latest: (word) => lines.findLast((l) => word in l),
  });
}

/** Runs a script to its end. */
export async function runToEnd({ name, entry, args = [], env, logFile }: Start): Promise<void> {
  const child = spawn(process.execPath, [...quiet, entry, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr.pipe(createWriteStream(logFile, { flags: "a" }));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`${name} ended with ${code}, see ${logFile}`);
}

function running(
  child: ChildProcess,
  parts: Pick<BenchProcess, "ready" | "said" | "exited" | "latest">,
): BenchProcess {
  const pid = child.pid ?? 0;
  return {
    ...parts,
    pid,
    figures: () => figuresOf(pid),
    async kill(signal) {
      child.kill(signal);
      await parts.exited;
    },
    async stop() {
      child.kill("SIGTERM");
      const insist = setTimeout(() => child.kill("SIGKILL"), INSIST_AFTER_MS);
      await parts.exited;
      clearTimeout(insist);
    },
  };
}

/** The answer, or an error that says what did not come in time. */
export async function within<Answer>(ms: number, what: string, answer: Promise<Answer>) {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
