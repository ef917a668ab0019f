import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { holdFolder, prepareFolder } from "@drop-in/foundation";
import { build } from "./build.ts";
import { DidNotStart, type Program, type Started, startProgram } from "./child-process.ts";
import { type Hub, startHub } from "./hub.ts";
import { readOptions } from "./options.ts";
import { readHubSettings } from "./settings.ts";

const root = join(import.meta.dirname, "..");
const RESTART_AFTER_MS = 1_000;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm start`: a whole small hub on this machine, until Ctrl-C. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if ("bad" in options) return refuse(options.bad);
  const settings = readHubSettings(process.env, root, options.machine);
  if ("bad" in settings) return refuse(`bad setting: ${settings.bad}`);
  try {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => leave());
    if (!takeFolder(settings.dataDir, options.fresh)) {
      return refuse(`another Drop-in is using ${settings.dataDir}`);
    }
    build(say);
    const hub = await startHub(settings);
    say(table(hub));
    say("ready");
    keepRunning(hub);
  } catch (error) {
    if (error instanceof DidNotStart || isFileError(error)) return refuse(error.message);
    throw error;
  }
}

/**
 * What a signal does. While we start there is nothing to close yet, and what was started goes with us.
 * One listener for good: a signal that comes while listeners change hands would be lost.
 */
let leave: () => void = () => process.exit(1);

/** The folder for this hub alone, emptied where that is asked for. False when another hub runs on it. */
function takeFolder(folder: string, fresh: boolean): boolean {
  const unusable = prepareFolder(folder);
  if (unusable) throw new DidNotStart(`${folder} cannot be used: ${unusable}`);
  const held = holdFolder(folder);
  if (!held || !fresh) return held !== undefined;
  held.letGo();
  rmSync(folder, { recursive: true, force: true });
  return takeFolder(folder, false);
}

function table({ urls, signIn }: Hub): string {
  const rows = [
    ["Visitor screen", urls.visitor, "touchscreen, 1080 × 1920"],
    ["Staff tablet", urls.staff, `PIN ${signIn.pin}`],
    ["", "", signIn.colleague ? `PIN ${signIn.colleague.pin} signs as the second person` : ""],
    ["Waiting-room display", urls.display, "1920 × 1080"],
    ["Console of the centre", urls.console, `${signIn.name}, password ${signIn.password}`],
    ["Hardware bench", urls.bench, "the machine, the paper, the scanner, the cables"],
  ];
  const width = (column: number) => Math.max(...rows.map((row) => (row[column] ?? "").length));
  return rows
    .map((row) =>
      `  ${row.map((cell, column) => cell.padEnd(width(column) + 2)).join("")}`.trimEnd(),
    )
    .concat(
      "",
      "  Type  stop centre | start centre | kill agent | kill bench  and Enter. Ctrl-C ends it all.",
      "",
    )
    .join("\n");
}

/** Starts again what dies, as systemd would in the field, and takes a few commands for trying things out. */
function keepRunning({ programs, running, stop }: Hub): void {
  const current = { ...running };
  const names = ["bench", "centre", "agent"] as const;
  const held = new Set<string>();
  let ending = false;

  async function supervise(name: (typeof names)[number], program: Program): Promise<void> {
    while (!ending) {
      const { lastWords } = await current[name].exited;
      if (ending) return;
      say(
        held.has(name)
          ? `${name} stopped`
          : `${name} ended${inWords(lastWords)}. Starting it again.`,
      );
      do await new Promise((resolve) => setTimeout(resolve, RESTART_AFTER_MS));
      while (held.has(name) && !ending);
      if (ending) return;
      current[name] = await again(name, program);
      say(`${name} is running`);
    }
  }

  /** A program that cannot start now (a full disk, a port not yet free) may be able to in a while. */
  async function again(name: string, program: Program): Promise<Started> {
    for (;;) {
      try {
        return await startProgram(program);
      } catch (error) {
        if (!(error instanceof DidNotStart)) throw error;
        say(`${name} did not start: ${error.message}`);
        await new Promise((resolve) => setTimeout(resolve, RESTART_AFTER_MS));
      }
    }
  }
  for (const name of names) void supervise(name, programs[name]);

  if (process.stdin.isTTY) {
    createInterface({ input: process.stdin }).on("line", (line) => {
      const [verb, name] = line.trim().split(/\s+/);
      const target = names.find((each) => each === name);
      if (!target) {
        say(`I know: stop, start, kill; and ${names.join(", ")}.`);
        return;
      }
      if (verb === "start") held.delete(target);
      if (verb === "stop") {
        held.add(target);
        current[target].kill("SIGTERM");
      }
      if (verb === "kill") current[target].kill("SIGKILL");
    });
  }

  const end = async () => {
    if (ending) return;
    ending = true;
    await Promise.all(Object.values(current).map((each: Started) => each.stop()));
    await stop();
    say("stopped");
    process.exit(0);
  };
  leave = () => void end();
}

/** What it said last, unless that was a line for machines; those are in the log file. */
function inWords(lastWords: string): string {
  return lastWords === "" || lastWords.startsWith("{") ? "" : `: ${lastWords}`;
}

function isFileError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    "code" in error &&
    ["EACCES", "EROFS", "ENOSPC", "ENOTDIR", "EPERM"].includes(String(error.code))
  );
}

function refuse(why: string): void {
  process.stderr.write(`Drop-in cannot start: ${why}\n`);
  process.exit(1);
}

await main();
