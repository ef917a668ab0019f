import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  CollectionId,
  createCode,
  DeviceId,
  type FeedItem,
  HubFact,
  MachinePlan,
  type PinnedCollection,
  RecallId,
  VariantId,
} from "@drop-in/contracts";
import { createChanges, migrate, openDb } from "@drop-in/foundation";
import { type DispenseOutcome, noEvidence, type VendingMachine } from "@drop-in/vending-driver";
import { createServices } from "./agent-services.ts";
import { createStores } from "./agent-stores.ts";
import { nothingFromAfar } from "./commands/agent-commands.ts";
import { absentPrinting, absentScanner } from "./devices/absent.ts";
import { createMachineSeat } from "./devices/machine-seat.ts";
import { readSettings } from "./settings.ts";
import { createStorage } from "./storage/storage.ts";

/** The rules and the book of one hub, without screens and wires: what the centre sends meets what people do. */
export const splint = VariantId.parse("wrist-splint-neutral-m-left");
export const spiral = MachinePlan.parse({
  machineId: "spiral-1",
  name: "Orthotics machine",
  protocol: "vmc-fafb",
  slots: ["A01", "A02"].map((slotId, index) => ({
    slotId,
    selection: 11 + index,
    variantId: splint,
    capacity: 6,
    par: 2,
    stock: 3,
    lot: `L${index + 1}`,
  })),
});

const begun = new Date("2026-11-23T10:00:00Z");
const HOUR_MS = 3_600_000;
const salt = "00".repeat(16);
const hashFor = (secret: string, saltHex = salt) =>
  createHash("sha256").update(`${saltHex} ${secret}`).digest("hex");
const quiet = { debug() {}, info() {}, warn() {} };

export const code = createCode([1, 2, 3, 4, 5, 6, 7]);
export const brace = CollectionId.parse("11111111-1111-4111-8111-111111111111");
export const recallId = RecallId.parse("44444444-4444-4444-8444-444444444444");
export const hoursLater = (hours: number) =>
  new Date(begun.getTime() + hours * HOUR_MS).toISOString();
export const pinned = (but: Partial<PinnedCollection> = {}): FeedItem => ({
  type: "collection.pinned",
  collection: {
    collectionId: brace,
    machineId: spiral.machineId,
    variantId: splint,
    codeHash: hashFor(code),
    notBefore: begun.toISOString(),
    expiresAt: hoursLater(72),
    leaseUntil: hoursLater(24),
    ...but,
  },
});

/** `errorMs` null: nobody has told the time since the program began. */
export function openHub(plan: MachinePlan | undefined = spiral) {
  const db = openDb(":memory:");
  migrate(db, join(import.meta.dirname, "../migrations"));
  db.exec("create table fact (fact_json text not null)");
  const world = {
    db,
    now: begun,
    errorMs: 0 as number | null,
    errors: [] as string[],
    script: [] as DispenseOutcome[],
    turned: [] as number[],
  };

  /** Once, and again after a power cut. */
  function start() {
    const add = db.prepare("insert into fact values (?)");
    const stores = createStores(db, () => "00000000-0000-4000-8000-000000000001", machineId);
    const storage = createStorage(db, () => {});
    const named = () => ({ machineId: machineId(), name: "Machine", kind: "spiral" as const });
    let ids = 0;
    const services = createServices({
      stores,
      settings,
      authorities: {
        clock: {
          now: () => world.now,
          monotonicMs: () => world.now.getTime(),
          bootId: () => "one",
        },
        timer: () => () => {},
        log: { ...quiet, error: (line: unknown) => void world.errors.push(JSON.stringify(line)) },
        newId() {
          ids += 1;
          return `00000000-0000-4000-9000-${String(Math.trunc(world.now.getTime() / 10) + ids).padStart(12, "0")}`;
        },
        newToken: () => "token",
        hashToken: (token) => token,
        hashSecret: async (secret, saltHex) => hashFor(secret, saltHex),
        sameHash: (a, b) => a === b,
        verifySignature: () => false,
      },
      hardware: {
        machine: createMachineSeat(machine()),
        openAs: machine,
        listPorts: async () => ({ ports: [] }),
        printing: absentPrinting,
        scanner: absentScanner,
      },
      record: (fact) => void add.run(JSON.stringify(HubFact.parse(fact))),
      transact: storage.transact,
      savepoint: storage.savepoint,
      siteName: "Test Hub",
      device: { deviceId: DeviceId.parse("edge-1") },
      fromAfar: nothingFromAfar,
      ...{ isCurrent: () => true, wallIsBelieved: () => true },
      seal: () => undefined as never,
      heardAt: () => null,
      trueTime: () => ({ at: world.now, errorMs: world.errorMs }),
      changes: createChanges(),
      watchers: { any: () => false, arrive: () => () => {} },
      named,
      isDurable: storage.isDurable,
      current: stores.plans.find,
      machine: () => ({ ...named(), link: "online", door: "closed", vending: "ready" }) as never,
      connected: () => true,
      unattended: (_, act) => act(),
    });
    services.planogram.seed(plan);
    function machineId() {
      return stores?.plans.find()?.machineId ?? spiral.machineId;
    }
    return { stores, storage, services };
  }

  function machine(): VendingMachine {
    return {
      status: () => well,
      dispense(selection) {
        world.turned.push(selection);
        const outcome = world.script.shift();
        return outcome ? Promise.resolve(outcome) : new Promise(() => {});
      },
      openAgain: () => false,
      evidence: () => noEvidence,
      readEvidence: async () => undefined,
      findSlots: async () => [],
      observe: async () => undefined,
      onStatus: () => () => {},
      close: async () => {},
    };
  }

  const hub = Object.assign(world, start(), {
    facts: (like = "%"): HubFact[] =>
      db
        .prepare<[string], string>(
          "select fact_json from fact where fact_json ->> 'type' like ? order by rowid",
        )
        .pluck()
        .all(like)
        .map((json) => HubFact.parse(JSON.parse(json))),
    /** The next items of the feed. */
    feed(...items: unknown[]): void {
      const from = hub.services.feed.cursor();
      hub.services.feed.apply(items.map((item, place) => ({ number: from + 1 + place, item })));
    },
    restart(): void {
      Object.assign(hub, start());
    },
    check: () => hub.services.collections.checkCode(code),
    vend: (request = 1) =>
      hub.services.attempts.start(
        brace,
        `33333333-3333-4333-8333-${String(request).padStart(12, "0")}`,
      ),
    slots: () =>
      hub.services.stock
        .slots()
        .map(({ slotId, stock, lockReason }) => [slotId, stock, lockReason]),
    state: () => hub.stores.collections.find(brace),
  });
  return hub;
}

const well = {
  link: "online",
  door: "closed",
  cabinetTemperatureC: 20,
  humidityPercent: null,
  openDoors: [],
  deliveryPath: "ok",
} as const;

const read = readSettings({
  DATA_DIR: "/nowhere",
  UI_DIR: "/nowhere",
  SITE_ID: "hub-1",
  SITE_NAME: "Test Hub",
  DEVICE_ID: "edge-1",
  MQTT_URL: "mqtt://127.0.0.1:1",
});
if (read.kind === "bad") throw new Error(read.problem);
const { settings } = read;
