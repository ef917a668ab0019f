import { defaultLockerSettings } from "../../locker/locker-settings.ts";
import type { MachineProtocol, MachineSpec } from "../../machine-spec.ts";
import { usualBaudRate } from "../../open-machine.ts";
import { defaultMdbSettings } from "../../qibixx/mdb-settings.ts";
import { defaultVmcSettings } from "../../vmc-fafb/vmc-settings.ts";

export type MachineCommand =
  | { do: "status" | "slots" | "monitor" | "learn" }
  | { do: "dispense"; selection: number };

export type Arguments =
  | { kind: "help" }
  | { kind: "wrong"; why: string }
  | { kind: "machine"; spec: MachineSpec; command: MachineCommand; json: boolean }
  | { kind: "audit"; address: string; baudRate: number; json: boolean };

type Settings = Record<string, unknown>;

/** What may be set, with a value of the right kind. A protocol without an entry does not compile. */
const settable: Record<MachineProtocol, Settings> = {
  "vmc-fafb": defaultVmcSettings,
  "kr-cu16": defaultLockerSettings,
  "kr-cu48": defaultLockerSettings,
  "lock-8a": { ...defaultLockerSettings, order: undefined },
  "mdb-qibixx": defaultMdbSettings,
  "modbus-relay": { ...defaultLockerSettings, pulseMs: 500 },
};

const protocols = Object.keys(usualBaudRate);

export const help = `npm run machine -- ADDRESS --protocol PROTOCOL COMMAND [options]

  status          is it heard, and what does it say of itself
  slots           the slots the hardware itself names
  dispense SLOT   give out what is in one slot, once. Exit code: 0 dispensed, 2 not dispensed, 3 unclear
  monitor         every change, until Ctrl-C
  learn           look, do one thing, look again: what changed is what the sign means
  read            with --protocol dex: the audit report and whether it may be believed

  --protocol P    ${[...protocols, "dex"].join(", ")}
  --baud N        where the machine was set to another speed
  --set NAME=V    one setting; may be given several times
  --plan FILE     settings from a machine plan's "learned"
  --json          one JSON object a line instead of words

  npm run machine -- /dev/serial/by-id/usb-… --protocol vmc-fafb status
  npm run machine -- tcp://10.0.0.7:4001 --protocol kr-cu16 --set boards=[1,2] dispense 17
  npm run machine -- /dev/ttyUSB0 --protocol dex read

Exit code 1: the command was not understood, or the machine could not be reached.
`;

/** Reads the command line. `readPlan` gives a plan file's parsed content, or undefined where there is none. */
export function readArguments(
  argv: readonly string[],
  readPlan: (path: string) => unknown,
): Arguments {
  const words: string[] = [];
  const options: Settings = {};
  const sets: string[] = [];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? "";
    if (word === "--help" || word === "--json") {
      options[word] = true;
    } else if (["--protocol", "--baud", "--set", "--plan"].includes(word)) {
      at += 1;
      const value = argv[at];
      if (value === undefined) return wrong(`${word} wants a value`);
      if (word === "--set") sets.push(value);
      else options[word] = value;
    } else if (word.startsWith("--")) {
      return wrong(`there is no option ${word}`);
    } else {
      words.push(word);
    }
  }
  if (options["--help"] === true || argv.length === 0) return { kind: "help" };
  return assemble(words, options, { sets, readPlan });
}

function assemble(
  words: readonly string[],
  options: Settings,
  { sets, readPlan }: { sets: readonly string[]; readPlan: (path: string) => unknown },
): Arguments {
  const [address, verb, slot, extra] = words;
  const protocol = options["--protocol"];
  const baudRate = options["--baud"] === undefined ? undefined : Number(options["--baud"]);
  const json = options["--json"] === true;
  if (address === undefined || !/^(\/|tcp:\/\/)/.test(address)) {
    return wrong("the first word is the address: /dev/… or tcp://host:port");
  }
  if (baudRate !== undefined && !(Number.isInteger(baudRate) && baudRate > 0)) {
    return wrong("--baud wants a number");
  }
  if (protocol === "dex") {
    if (verb !== "read") return wrong("with --protocol dex the command is: read");
    return { kind: "audit", address, baudRate: baudRate ?? 9_600, json };
  }
  if (!isProtocol(protocol)) return wrong(`--protocol is one of ${protocols.join(", ")}, dex`);
  const command = commandOf(verb, slot);
  if (command === undefined || extra !== undefined) {
    return wrong("the command is status, slots, dispense SLOT, monitor or learn");
  }
  const path = options["--plan"];
  const learned = typeof path === "string" ? learnedOf(readPlan(path)) : {};
  if (learned === undefined) return wrong(`no machine plan with "learned" in ${String(path)}`);
  const settings = settingsFrom(protocol, learned, sets);
  if (typeof settings === "string") return wrong(settings);
  // The names and kinds were compared with the protocol's own defaults just now.
  const spec = { address, baudRate, protocol, settings } as MachineSpec;
  return { kind: "machine", spec, command, json };
}

function commandOf(verb: string | undefined, slot: string | undefined): MachineCommand | undefined {
  if (verb === "dispense") {
    return slot !== undefined && /^\d{1,5}$/.test(slot)
      ? { do: verb, selection: Number(slot) }
      : undefined;
  }
  const plain = (["status", "slots", "monitor", "learn"] as const).find((one) => one === verb);
  return plain === undefined || slot !== undefined ? undefined : { do: plain };
}

function settingsFrom(
  protocol: MachineProtocol,
  learned: Settings,
  sets: readonly string[],
): Settings | string {
  const known = settable[protocol];
  const settings: Settings = {};
  // A plan also carries what is not for the driver.
  for (const [name, value] of Object.entries(learned)) if (name in known) settings[name] = value;
  for (const set of sets) {
    const at = set.indexOf("=");
    const name = set.slice(0, at);
    if (at < 1) return `--set wants NAME=VALUE, not ${set}`;
    if (!Object.hasOwn(known, name)) {
      return `${protocol} has no setting ${name}; it has ${Object.keys(known).join(", ")}`;
    }
    settings[name] = readValue(set.slice(at + 1));
  }
  for (const [name, value] of Object.entries(settings)) {
    const usual = known[name];
    const alike = typeof usual === typeof value && Array.isArray(usual) === Array.isArray(value);
    if (usual !== undefined && !alike)
      return `${name} wants something like ${JSON.stringify(usual)}`;
  }
  return settings;
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function learnedOf(plan: unknown): Settings | undefined {
  const whole = asObject(plan);
  return asObject(whole?.learned) ?? asObject(asObject(whole?.machine)?.learned);
}

function asObject(value: unknown): Settings | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;
}

function isProtocol(value: unknown): value is MachineProtocol {
  return typeof value === "string" && Object.hasOwn(usualBaudRate, value);
}

function wrong(why: string): Arguments {
  return { kind: "wrong", why };
}
