import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AttemptOutcome } from "@drop-in/contracts";
import { z } from "zod";
import {
  KeypadState,
  LockerState,
  SpiralState,
} from "../../hardware-sims/src/bench/bench-state.ts";
import { hostDevice } from "../../hardware-sims/src/bench/device-host.ts";
import { keypadFaults } from "../../hardware-sims/src/keypad/world.ts";
import { lockerFaults } from "../../hardware-sims/src/locker/world.ts";
import { spiralFaultNames } from "../../hardware-sims/src/spiral/faults.ts";
import { faultTable, type Tried } from "./fault-table.ts";

const root = join(import.meta.dirname, "../..");
const AT_ONCE = 4;
/** Whoever stands there takes what is there, and shuts the door. */
const PERSON_MS = 5_000;
const slot = { capacity: 1, stock: 1, variantId: "wrist-splint-neutral-m-left", lot: "L1" };

/** One simulated machine: how it is started, made faulty, and how what really left it is counted. */
type Machine = {
  protocol: string;
  selection: number;
  script: string;
  settings: (folder: string) => object;
  state: z.ZodType<{ address: string }>;
  faults: readonly string[];
  /** What is done to it before the vend. */
  prepare: (fault: string) => object[];
  left: (state: unknown) => number;
  set: readonly string[];
};

const spiral: Machine = {
  protocol: "vmc-fafb",
  selection: 11,
  script: "spiral-machine.ts",
  settings: (folder) => ({
    folder,
    motorTurnMs: 600,
    pollMs: 50,
    powerUpMs: 1_500,
    coils: [{ ...slot, capacity: 6, stock: 5, slotId: "A01", selection: 11 }],
  }),
  state: SpiralState,
  faults: spiralFaultNames,
  prepare: (name) => [{ do: "fault", name, on: true }],
  left: (state) => SpiralState.parse(state).world.dropped.length,
  set: ["dispenseMs=4000", "firstStatusMs=2000", "dropSensorTrusted=true", "doorOpenValue=1"],
};

const locker = (protocol: string, set: readonly string[]): Machine => ({
  protocol,
  selection: 101,
  script: "locker-machine.ts",
  settings: (folder) => ({
    folder,
    protocol,
    closedBit: 1,
    presentBit: 1,
    doors: [{ ...slot, slotId: "A01", selection: 101, row: "lower" }],
  }),
  state: LockerState,
  faults: lockerFaults,
  prepare: (fault) => [{ do: "fault", fault, on: true }],
  left: (state) => LockerState.parse(state).world.taken.length,
  set: ["boards=[1]", "closedBit=1", "askAgainWithinMs=3000", "takeWithinMs=8000", ...set],
});

const keypad: Machine = {
  protocol: "mdb-qibixx",
  selection: 12,
  script: "keypad-machine.ts",
  settings: (folder) => ({
    folder,
    motorTurnMs: 600,
    powerUpMs: 800,
    coils: [{ ...slot, capacity: 6, stock: 5, slotId: "A01", selection: 12 }],
    keys: [{ selection: 12, item: 12, price: 112 }],
  }),
  state: KeypadState,
  faults: ["jam", "no-drop", "ghost-drop", ...keypadFaults],
  prepare(fault) {
    const presses = { do: "customer", customer: "presses" };
    if (fault === "jam") return [presses, { do: "jam", slotId: "A01" }];
    if (fault === "no-drop") return [presses, { do: "sensor", mode: "miss" }];
    if (fault === "ghost-drop") {
      return [presses, { do: "jam", slotId: "A01" }, { do: "sensor", mode: "ghost" }];
    }
    return [presses, ...(fault === "none" ? [] : [{ do: "fault", name: fault, on: true }])];
  },
  left: (state) => KeypadState.parse(state).world.dropped.length,
  set: [
    'keypad=[{"selection":12,"item":12,"price":112}]',
    "alwaysIdle=false",
    "resultWithinMs=3000",
    "pressWithinMs=8000",
    "startTries=3",
  ],
};

const machines: Machine[] = [
  spiral,
  locker("kr-cu16", ["presentBit=1", "itemSensorTrusted=true"]),
  locker("kr-cu48", []),
  locker("lock-8a", ["order=last-byte-first"]),
  locker("modbus-relay", []),
  keypad,
];

/** `npm run faults -- machines`: every machine through its command line, with every fault; the table in docs is its result. */
export async function tryEveryFault(
  tell: (line: string) => void,
  only: string | undefined,
): Promise<boolean> {
  const chosen = machines.filter(({ protocol }) => only === undefined || protocol === only);
  if (chosen.length === 0) throw new Error(`no machine speaks ${only}`);
  const work = chosen.flatMap((machine) =>
    ["none", ...machine.faults].map((fault) => ({ machine, fault })),
  );
  const folder = join(import.meta.dirname, "results");
  // With one machine alone, the others keep the results they have.
  const tried: Tried[] = only === undefined ? [] : resultsOfOthers(folder, only);
  const worker = async () => {
    for (let next = work.shift(); next; next = work.shift()) {
      const result = await tryOne(next.machine, next.fault);
      tried.push(result);
      tell(
        `${result.protocol}  ${result.fault}: ${JSON.stringify(result.outcome)}, ${result.left} left`,
      );
    }
  };
  const order = machines.map(({ protocol }) => protocol);
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  tried.sort((a, b) => order.indexOf(a.protocol) - order.indexOf(b.protocol) || byFault(a, b));
  writeFileSync(join(root, "docs/faults-of-machines.md"), faultTable(tried));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "machines.json"), `${JSON.stringify(tried, null, 2)}\n`);
  const lies = tried.filter(isLie);
  for (const { protocol, fault, outcome, left } of lies) {
    tell(`A LIE: ${protocol} ${fault}: ${JSON.stringify(outcome)}, ${left} left`);
  }
  tell(
    `${tried.length} vends, ${lies.length} lies, ${tried.filter(({ left }) => left > 1).length} doubles`,
  );
  return lies.length === 0 && tried.every(({ left }) => left <= 1);
}

function resultsOfOthers(folder: string, protocol: string): Tried[] {
  const kept: Tried[] = JSON.parse(readFileSync(join(folder, "machines.json"), "utf8"));
  return kept.filter((each) => each.protocol !== protocol);
}

const byFault = (a: Tried, b: Tried) => {
  const faults = [
    "none",
    ...(machines.find(({ protocol }) => protocol === a.protocol)?.faults ?? []),
  ];
  return faults.indexOf(a.fault) - faults.indexOf(b.fault);
};

/** A proof that is none. A presumption may be wrong; that is what the question "did you get it?" is for. */
function isLie({ outcome, left, fault }: Tried): boolean {
  if (outcome === null) return false;
  if (outcome.kind === "not-dispensed") return left > 0;
  const sensorIsTheFault = fault === "ghost-drop" || fault.startsWith("item-stuck");
  return (
    outcome.kind === "dispensed" && outcome.proof === "confirmed" && left === 0 && !sensorIsTheFault
  );
}

async function tryOne(machine: Machine, fault: string): Promise<Tried> {
  const folder = mkdtempSync(join(tmpdir(), "fault-"));
  mkdirSync(join(folder, "pages"), { recursive: true });
  const device = await hostDevice<{ address: string }, object>({
    script: new URL(`../../hardware-sims/src/devices/${machine.script}`, import.meta.url),
    settings: machine.settings(folder),
    schema: machine.state,
    onState() {},
    onDeath() {},
  });
  try {
    const untouched = fault === "none" && machine.script !== "keypad-machine.ts";
    for (const command of untouched ? [] : machine.prepare(fault)) await device.command(command);
    const outcome = await technician(machine, device.state().address);
    await new Promise((resolve) => setTimeout(resolve, PERSON_MS));
    return { protocol: machine.protocol, fault, outcome, left: machine.left(device.state()) };
  } finally {
    await device.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const Line = z.object({ outcome: AttemptOutcome }).partial();

/** `npm run machine -- … dispense`, as a technician would type it. Null: it said that the machine is not heard. */
function technician(
  { protocol, selection, set }: Machine,
  address: string,
): Promise<AttemptOutcome | null> {
  const settings = set.flatMap((each) => ["--set", each]);
  const command = ["dispense", String(selection), "--json", ...settings];
  const main = join(root, "vending-driver/src/cli/machine/main.ts");
  const child = spawn(process.execPath, [main, address, "--protocol", protocol, ...command], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on("exit", () => {
      const outcomes = said
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .flatMap((line) => Line.safeParse(JSON.parse(line)).data?.outcome ?? []);
      resolve(outcomes.at(-1) ?? null);
    });
  });
}
