import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  CollectionId,
  createCode,
  DeviceId,
  type FeedItem,
  MachinePlan,
  type NumberedFeedItem,
  SiteId,
  StaffId,
  VariantId,
} from "@drop-in/contracts";
import {
  createServer,
  type Db,
  makeSealingPair,
  migrate,
  openDb,
  recipientOf,
} from "@drop-in/foundation";
import {
  type DispenseOutcome,
  type Evidence,
  type MachineStatus,
  noEvidence,
  type Observation,
  type Progress,
  type VendingMachine,
} from "@drop-in/vending-driver";
import { type SealFields, sealFieldsBetween } from "./adapters/seal-fields.ts";
import { createAgent } from "./agent.ts";
import { httpStatusOf } from "./agent-error.ts";
import { type FromAfar, nothingFromAfar } from "./commands/agent-commands.ts";
import { absentPrinting, absentScanner } from "./devices/absent.ts";
import type { Hardware } from "./devices/hardware.ts";
import { createMachineSeat } from "./devices/machine-seat.ts";
import { readSettings } from "./settings.ts";
import type { SealedWire } from "./sync/sealed-wire.ts";
import { plainWire } from "./sync/sync.fixture.ts";
import type { Transport } from "./sync/transport.ts";

/** A real agent on a real database in memory; time, chance, wires and network are in the test's hands. */
export const variant = VariantId.parse("wrist-splint-neutral-m-left");
export const plan = MachinePlan.parse({
  machineId: "spiral-1",
  name: "Orthotics machine",
  protocol: "vmc-fafb",
  slots: ["A01", "A02"].map((slotId, index) => ({
    slotId,
    selection: 11 + index,
    variantId: variant,
    capacity: 6,
    par: 2,
    stock: 3,
    lot: "L1",
  })),
});

const salt = "00".repeat(16);
export const pin = "482913";
export const secondPin = "731904";
export const code = createCode([1, 2, 3, 4, 5, 6, 7]);
export const collectionId = CollectionId.parse("11111111-1111-4111-8111-111111111111");

export type World = {
  db: Db;
  now: Date;
  /** What the next coil turns do. Empty: the promise stays open, as a machine in motion. */
  script: DispenseOutcome[];
  /** What the machine in motion will say, for a test that ends the motion itself. */
  inMotion?: Promise<DispenseOutcome>;
  /** What the hardware says of any slot, at intent and when it is asked again. Undefined: it cannot be asked. */
  evidence: Evidence;
  laterEvidence: Evidence | undefined;
  /** The machine tells how far it has come. */
  progress: (step: Progress) => void;
  /** Every raw sign of the machine, for commissioning. */
  signs: Observation | undefined;
  /** Second pulses given. */
  openedAgain: number;
  /** No machine can be opened anew. */
  cannotOpen: boolean;
  /** Everything that hangs on the box but the machine, and the way to the centre. */
  around: Pick<Hardware, "printing" | "scanner"> & { transport: Transport; wire: SealedWire };
  /** Seals to a key nobody here has. */
  seal: SealFields;
  /** Who may command it from afar: nobody, unless a test says so. */
  fromAfar: FromAfar;
  /** What the machine was brought into service as. */
  plan: MachinePlan;
  /** Selections that were turned, in order. */
  turned: number[];
  boots: number;
  /** From the next boot on nobody tells the agent what time it is. */
  outOfTouch: boolean;
  /** What waits for its time in the agent that runs now. */
  due: Set<{ at: number; fn: () => void }>;
  /** Lets time pass for timers; the wall clock is `now`, and moves only when told to. */
  pass(ms: number): void;
  /** The machine tells those who listen that its condition has changed. */
  machineSays(change: Partial<MachineStatus>): void;
};

/** Four locker compartments with one of the same thing each; the last two are low. */
export const lockerPlan = MachinePlan.parse({
  machineId: "spiral-1",
  name: "Orthotics locker",
  protocol: "kr-cu16",
  slots: [1, 2, 3, 4].map((lock) => ({
    slotId: `A0${lock}`,
    selection: lock,
    variantId: variant,
    capacity: 1,
    par: 1,
    stock: 1,
    lot: "L1",
    row: lock < 3 ? "upper" : "lower",
  })),
});

const wellMachine: MachineStatus = {
  link: "online",
  door: "closed",
  cabinetTemperatureC: 20,
  humidityPercent: null,
  openDoors: [],
  deliveryPath: "ok",
};

export function newWorld(): World {
  const db = openDb(":memory:");
  migrate(db, join(import.meta.dirname, "../migrations"));
  const due: World["due"] = new Set();
  return {
    db,
    now: new Date("2026-11-23T10:00:00Z"),
    script: [],
    evidence: noEvidence,
    laterEvidence: undefined,
    progress() {},
    signs: undefined,
    openedAgain: 0,
    cannotOpen: false,
    around: {
      printing: absentPrinting,
      scanner: absentScanner,
      transport: unreachable,
      wire: plainWire,
    },
    seal: sealToNobody(),
    fromAfar: nothingFromAfar,
    plan,
    turned: [],
    boots: 0,
    outOfTouch: false,
    due,
    pass(ms) {
      for (const entry of [...due]) {
        entry.at -= ms;
        if (entry.at > 0 || !due.delete(entry)) continue;
        entry.fn();
      }
    },
    machineSays() {},
  };
}

/** Boots an agent on the world, as after a power cut: what was in memory is gone, the database is not. */
export async function boot(world: World) {
  world.boots += 1;
  world.due.clear();
  let ids = 0;
  const newId = () => {
    ids += 1;
    const hex = createHash("sha256").update(`${world.boots} ${ids}`).digest("hex");
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5");
  };
  const bootId = newId();
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const read = readSettings({
    DATA_DIR: "/nowhere",
    CLOCK_KEEPS_TIME: "yes",
    UI_DIR: "/nowhere",
  });
  if (read.kind === "bad") throw new Error(read.problem);
  const agent = createAgent({
    settings: read.settings,
    version: "test",
    db: world.db,
    device: {
      deviceId: DeviceId.parse("edge-1"),
      siteId: SiteId.parse("hub-1"),
      siteName: "Test Hub",
    },
    wire: world.around.wire,
    fromAfar: world.fromAfar,
    seal: world.seal,
    hardware: {
      machine: createMachineSeat(scripted(world)),
      openAs() {
        if (world.cannotOpen) throw new Error("no such port");
        return scripted(world);
      },
      listPorts: async () => ({ ports: [] }),
      printing: world.around.printing,
      scanner: world.around.scanner,
    },
    transport: world.around.transport,
    plan: world.plan,
    authorities: {
      clock: { now: () => world.now, monotonicMs: () => world.now.getTime(), bootId: () => bootId },
      timer(ms, fn) {
        const entry = { at: ms, fn };
        world.due.add(entry);
        return () => world.due.delete(entry);
      },
      log: silent,
      newId,
      newToken: newId,
      hashToken: (token) => createHash("sha256").update(token).digest("hex"),
      hashSecret: async (secret, saltHex) => hashFor(secret, saltHex),
      sameHash: (a, b) => a === b,
      verifySignature: () => false,
    },
  });
  agent.recover();
  if (!world.outOfTouch) agent.heard(world.now.toISOString(), world.now.getTime());
  const app = await createServer({ log: silent, host: "127.0.0.1", statusOf: httpStatusOf });
  await agent.serve(app);
  return { agent, app };
}

/** As the agent under test hashes: quickly, where the real one takes its time. */
export function hashFor(secret: string, saltHex = salt): string {
  return createHash("sha256").update(`${saltHex} ${secret}`).digest("hex");
}

/** What the centre would have sent: one member of staff, the code salt, one collection. */
export function firstFeed(world: World): NumberedFeedItem[] {
  const items: FeedItem[] = [
    { type: "collection-keys.set", codeSalt: salt, signingKeys: [] },
    {
      type: "staff.set",
      staff: [
        {
          staffId: StaffId.parse("22222222-2222-4222-8222-222222222222"),
          name: "Lead",
          role: "session-lead",
          pinSalt: salt,
          pinHash: hashFor(pin),
        },
        {
          staffId: StaffId.parse("22222222-2222-4222-8222-222222222223"),
          name: "Colleague",
          role: "stock-keeper",
          pinSalt: salt,
          pinHash: hashFor(secondPin),
        },
      ],
    },
    { type: "collection.pinned", collection: pinned(world, collectionId, hashFor(code)) },
  ];
  return items.map((item, index) => ({ number: index + 1, item }));
}

export function pinned(world: World, id: CollectionId, codeHash: string) {
  return {
    collectionId: id,
    machineId: plan.machineId,
    variantId: variant,
    codeHash,
    notBefore: world.now.toISOString(),
    expiresAt: new Date(world.now.getTime() + 72 * 3_600_000).toISOString(),
    leaseUntil: new Date(world.now.getTime() + 72 * 3_600_000).toISOString(),
  };
}

function scripted(world: World): VendingMachine {
  let status = wellMachine;
  const listeners = new Set<(status: MachineStatus) => void>();
  world.machineSays = (change) => {
    status = { ...status, ...change };
    for (const listener of listeners) listener(status);
  };
  return {
    status: () => status,
    dispense(selection, onProgress = () => {}) {
      world.turned.push(selection);
      world.progress = onProgress;
      const outcome = world.script.shift();
      return outcome ? Promise.resolve(outcome) : (world.inMotion ?? new Promise(() => {}));
    },
    openAgain() {
      world.openedAgain += 1;
      return true;
    },
    evidence: () => world.evidence,
    readEvidence: async () => world.laterEvidence,
    findSlots: async () => [],
    observe: async () => world.signs,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {},
  };
}

/** Sealed for real, to a key that nobody keeps. */
function sealToNobody(): SealFields {
  return async (about, fields) => {
    const centre = await recipientOf((await makeSealingPair()).publicKey);
    return sealFieldsBetween(() => ({ deviceId: "edge-1", centre }))(about, fields);
  };
}

const unreachable: Transport = {
  publish: () => Promise.reject(new Error("no network")),
  subscribe: () => Promise.reject(new Error("no network")),
  onMessage() {},
  onState() {},
  connection: () => 0,
  close: async () => {},
};
