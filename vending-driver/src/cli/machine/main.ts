import { readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { openLink } from "../../adapters/open-link.ts";
import { readAuditOf } from "../../dex/audit.ts";
import { readAudit } from "../../dex/read-audit.ts";
import type { SerialLink } from "../../link/serial-link.ts";
import { createMachine, usualBaudRate } from "../../open-machine.ts";
import type { Timer } from "../../timer.ts";
import { portTrouble } from "./adapters/port-trouble.ts";
import { type Arguments, help, readArguments } from "./arguments.ts";
import { type Desk, runCommand } from "./run-command.ts";

const OPENS_WITHIN_MS = 1_500;

const timer: Timer = (ms, fn) => {
  const handle = setTimeout(fn, ms);
  return () => clearTimeout(handle);
};
const clock = () => performance.now();

const args = readArguments(process.argv.slice(2), readPlan);
// Not only the code: a timer of a link that is closed for good must not keep the technician waiting.
process.exit(await run(args));

async function run(args: Arguments): Promise<number> {
  if (args.kind === "help") {
    process.stdout.write(help);
    return 0;
  }
  if (args.kind === "wrong") {
    process.stderr.write(`${args.why}\nnpm run machine -- --help shows examples.\n`);
    return 1;
  }
  if (args.kind === "audit") return audit(args);
  const { spec, command, json } = args;
  const baudRate = spec.baudRate ?? usualBaudRate[spec.protocol];
  const link = openLink(spec.address, { baudRate, timer });
  const firstPackNo = Math.floor(Math.random() * 255);
  const machine = createMachine(link, spec, { timer, clock, firstPackNo });
  if (!(await opens(link))) return cannotOpen(link, spec.address, baudRate);
  const code = await runCommand(machine, command, deskOf(json));
  await machine.close();
  return code;
}

async function audit(args: Extract<Arguments, { kind: "audit" }>): Promise<number> {
  const { address, baudRate, json } = args;
  const link = openLink(address, { baudRate, timer });
  if (!(await opens(link))) return cannotOpen(link, address, baudRate);
  const read = await readAudit(link, { timer, clock });
  await link.close();
  if (read.kind === "failed") {
    const code = read.response === null ? "" : `, response ${read.response}`;
    process.stderr.write(`No report: ${read.why}${code}. Is the plug in the audit socket?\n`);
    return 1;
  }
  const { verdict, warnings } = read.report;
  const shown = { verdict, warnings, audit: readAuditOf(read.report) };
  process.stdout.write(`${JSON.stringify(shown, null, json ? undefined : 2)}\n`);
  return verdict.kind === "accepted" ? 0 : 1;
}

function deskOf(json: boolean): Desk {
  return {
    timer,
    say: (words, data) => process.stdout.write(`${json ? JSON.stringify(data) : words}\n`),
    async pressed(question) {
      const reader = createInterface({ input: process.stdin, output: process.stderr });
      await reader.question(question);
      reader.close();
    },
    stopped: new Promise((resolve) => process.once("SIGINT", () => resolve())),
  };
}

function opens(link: SerialLink): Promise<boolean> {
  if (link.state() === "open") return Promise.resolve(true);
  return new Promise((resolve) => {
    timer(OPENS_WITHIN_MS, () => resolve(false));
    link.onState((state) => state === "open" && resolve(true));
  });
}

async function cannotOpen(link: SerialLink, address: string, baudRate: number): Promise<number> {
  await link.close();
  process.stderr.write(`${await portTrouble(address, baudRate)}\n`);
  return 1;
}

function readPlan(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
