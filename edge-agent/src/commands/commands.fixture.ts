import { join } from "node:path";
import {
  COMMAND_CONTEXT,
  type Command,
  CommandId,
  DeviceId,
  type HubFact,
  MachineId,
  SignedCommand,
  SlotId,
  StaffId,
} from "@drop-in/contracts";
import {
  createChanges,
  type Db,
  makeSigningKey,
  migrate,
  openDb,
  type Signer,
  signerOf,
  verifierOf,
} from "@drop-in/foundation";
import type { DispenseOutcome, Progress } from "@drop-in/vending-driver";
import { createStorage } from "../storage/storage.ts";
import { createCommandService } from "./command.service.ts";
import { createCommandStore } from "./command.store.ts";
import { createDoing } from "./doing.ts";

/** One device with real tables and real keys; time, chance and the doors are in the test's hands. */
export const deviceId = DeviceId.parse("bus-2");
export const machineId = MachineId.parse("bus-locker");
export const commandKey = signerOf(makeSigningKey());
export const frameKey = signerOf(makeSigningKey());
const staffId = StaffId.parse("22222222-2222-4222-8222-222222222222");

export const idOf = (count: number): CommandId =>
  CommandId.parse(`33333333-3333-4333-8333-${String(count).padStart(12, "0")}`);

export type Site = {
  db: Db;
  /** True time, ms; the device never sees it. */
  trueMs: number;
  wallSkewMs: number;
  wallIsBelieved: boolean;
  isCurrent: boolean;
  busy: boolean;
  kind: "locker" | "spiral";
  /** True times at which a door was given its pulse, and which. */
  pulses: { atMs: number; selection: number }[];
  restarts: number[];
  facts: HubFact[];
  /** What the door does. Undefined: it never answers. */
  door: { steps: Progress[]; outcome: DispenseOutcome } | undefined;
  due: Set<{ atMs: number; fn: () => void }>;
  boots: number;
  chance: number;
};

export function newSite(db: Db = openDb(":memory:")): Site {
  migrate(db, join(import.meta.dirname, "../../migrations"));
  return {
    db,
    trueMs: Date.parse("2026-11-23T10:00:00Z"),
    wallSkewMs: 0,
    wallIsBelieved: true,
    isCurrent: true,
    busy: false,
    kind: "locker",
    pulses: [],
    restarts: [],
    facts: [],
    door: { steps: ["door-open"], outcome: { kind: "dispensed", proof: "presumed" } },
    due: new Set(),
    boots: 0,
    chance: 0,
  };
}

/** As after a power cut: what was in memory is gone, and monotonic time begins anew. */
export function bootDevice(site: Site) {
  site.boots += 1;
  site.due.clear();
  const bootedAtMs = site.trueMs;
  const storage = createStorage(site.db, () => {});
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const timer = (ms: number, fn: () => void) => {
    const entry = { atMs: site.trueMs + ms, fn };
    site.due.add(entry);
    return () => site.due.delete(entry);
  };
  const verifiers = new Map([[commandKey.keyId, verifierOf(commandKey.publicKey)]]);
  const service = createCommandService({
    deviceId,
    verifiers: () => verifiers,
    isCurrent: () => site.isCurrent,
    wallIsBelieved: () => site.wallIsBelieved,
    newChallenge: () => {
      site.chance += 1;
      return site.chance.toString(16).padStart(32, "0");
    },
    doing: createDoing({
      stock: {
        find: (slotId) => (slotId === "B04" ? ({ selection: 4 } as never) : undefined),
      },
      machineId: () => machineId,
      kind: () => site.kind,
      isBusy: () => site.busy,
      pulse: async (selection, onProgress) => {
        site.pulses.push({ atMs: site.trueMs, selection });
        if (!site.door) return new Promise(() => {});
        for (const step of site.door.steps) onProgress(step);
        return site.door.outcome;
      },
      expectDoor() {},
      restart: () => void site.restarts.push(site.trueMs),
      timer,
      log,
    }),
    commands: createCommandStore(site.db),
    isDurable: storage.isDurable,
    record: (fact) => void site.facts.push(fact),
    transact: storage.transact,
    changes: createChanges(),
    clock: {
      now: () => new Date(site.trueMs + site.wallSkewMs),
      monotonicMs: () => Math.floor(site.trueMs - bootedAtMs),
      bootId: () => `boot ${site.boots}`,
    },
    timer,
    log,
  });
  service.recoverInterrupted();
  return service;
}

export function pass(site: Site, ms: number): void {
  site.trueMs += ms;
  for (const entry of [...site.due]) {
    if (entry.atMs > site.trueMs || !site.due.delete(entry)) continue;
    entry.fn();
  }
}

export const openB04 = {
  type: "open-slot",
  machineId,
  slotId: SlotId.parse("B04"),
} as const;

type Wanted = Pick<Command, "commandId" | "challenge" | "counter"> & Partial<Command>;

export function textOf(wanted: Wanted): string {
  return JSON.stringify({
    deviceId,
    action: openB04,
    actor: staffId,
    reason: "A person stands before a shut door",
    notAfter: "2026-11-23T10:05:00.000Z",
    ...wanted,
  });
}

export function signed(text: string, by: Signer = commandKey): SignedCommand {
  const bytes = Buffer.from(COMMAND_CONTEXT + text, "utf8");
  const signature = Buffer.from(by.sign(bytes)).toString("base64url");
  return SignedCommand.parse({ text, keyId: by.keyId, signature });
}

/** Wished, challenged, signed: a good command, not yet given to the device. */
export function ask(
  device: ReturnType<typeof bootDevice>,
  count: number,
  more: Partial<Command> = {},
): SignedCommand {
  const commandId = idOf(count);
  const challenge = device.challenge(commandId) ?? "0".repeat(32);
  return signed(textOf({ commandId, challenge, counter: count, ...more }));
}

/** What was told of the last command, in short. */
export const lastTold = ({ facts }: Site): string | undefined => {
  const last = facts.at(-1);
  if (last?.type === "command.refused.v1") return last.payload.why;
  return last?.type === "command.done.v1" ? last.payload.outcome : last?.type;
};
