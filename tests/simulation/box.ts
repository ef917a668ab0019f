import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  type CollectionId,
  type DeviceId,
  HubFact,
  MachinePlan,
  type NumberedFeedItem,
  StaffId,
  VariantId,
} from "@drop-in/contracts";
import {
  absentPrinting,
  absentScanner,
  createMachineSeat,
  readSettings,
} from "@drop-in/edge-agent";
import { createChanges, migrate, openDb } from "@drop-in/foundation";
import {
  type DispenseOutcome,
  type MachineStatus,
  noEvidence,
  type VendingMachine,
} from "@drop-in/vending-driver";
import Database from "better-sqlite3";
import { createServices } from "../../edge-agent/src/agent-services.ts";
import { createStores } from "../../edge-agent/src/agent-stores.ts";
import { nothingFromAfar } from "../../edge-agent/src/commands/agent-commands.ts";
import { createStorage } from "../../edge-agent/src/storage/storage.ts";
import { createTrueTime } from "../../edge-agent/src/time/true-time.ts";
import { type Chance, settle, uuid, type World } from "./world.ts";

export type Box = ReturnType<typeof createBox>;
export type BoxFault = "none" | "ignores-the-lease";

export const brace = VariantId.parse("wrist-splint-neutral-m-left");
export const lead = StaffId.parse(uuid(7, 1));
const colleague = StaffId.parse(uuid(7, 2));
const secondPin = "731904";
export const hashFor = (secret: string, salt: string): string =>
  createHash("sha256").update(`${salt} ${secret}`).digest("hex");
export const card = (salt: string) => ({
  staffId: colleague,
  name: "Colleague",
  role: "clinician" as const,
  pinSalt: salt,
  pinHash: hashFor(secondPin, salt),
});

const image = (() => {
  const db = openDb(":memory:");
  migrate(db, join(import.meta.dirname, "../../edge-agent/migrations"));
  db.exec("create table fact (seq integer primary key, fact_json text not null)");
  return db.serialize();
})();

const planOf = (place: number) =>
  MachinePlan.parse({
    machineId: `machine-${place}`,
    name: "Orthotics machine",
    protocol: "vmc-fafb",
    slots: ["A01", "A02"].map((slotId, index) => ({
      ...{ slotId, selection: 11 + index, variantId: brace },
      ...{ capacity: 6, par: 2, stock: 4, lot: "L1" },
    })),
  });

/** One hub: the agent's own rules, stores and clock, with people and coils in the hands of the schedule. */
export function createBox(
  place: number,
  { world, chance, fault }: { world: World; chance: Chance; fault: BoxFault },
) {
  const deviceId = `device-${place}` as DeviceId;
  const plan = planOf(place);
  const { machineId } = plan;
  const drift = 1 + (chance.next() - 0.5) * 1e-4;
  const db = new Database(image);
  db.pragma("foreign_keys = ON");
  db.pragma("synchronous = FULL");
  const factsAfter = db.prepare<[number], { seq: number; json: string }>(
    "select seq, fact_json as json from fact where seq > ? order by seq",
  );
  const sentences = keepSentences(db);
  const shelf = new Map(plan.slots.map(({ selection, stock }) => [selection, stock]));
  let skewMs = 0;
  let bootedAt = world.now();
  let boots = 0;
  let switchedOn = 1;
  let ids = 0;
  let taking: CollectionId | undefined;
  let motions: (() => void)[] = [];
  /** What the coil does, and what the machine says of it, which may be less. */
  const machine: VendingMachine = {
    ...{ status: () => well, openAgain: () => false, evidence: () => noEvidence },
    ...{ readEvidence: async () => undefined, findSlots: async () => [] },
    ...{ observe: async () => undefined, onStatus: () => () => {}, close: async () => {} },
    dispense(selection) {
      const fate = chance.one(fates) ?? fates[0];
      if (fate.drops && taking) {
        world.drop(taking);
        shelf.set(selection, (shelf.get(selection) ?? 0) - 1);
      }
      if (chance.maybe(0.5)) return Promise.resolve(fate.says);
      return new Promise((resolve) => motions.push(() => resolve(fate.says)));
    },
  };

  if (fault === "ignores-the-lease") db.exec(forgetLeases);
  let run = boot();

  function boot() {
    boots += 1;
    sentences.again();
    motions = [];
    const clock = {
      now: () => new Date(world.now() + skewMs),
      monotonicMs: () => Math.round((world.now() - bootedAt) * drift),
      bootId: () => uuid(20 + place, switchedOn),
    };
    const stores = createStores(
      db,
      () => uuid(1, place),
      () => machineId,
    );
    stores.clocks.begin(clock.bootId(), clock.now().getTime());
    const time = createTrueTime(clock, stores.clocks, false);
    const storage = createStorage(db, () => {});
    const add = db.prepare("insert into fact (fact_json) values (?)");
    const named = () => ({ machineId, name: plan.name, kind: "spiral" as const });
    const services = createServices({
      ...{ stores, settings, named, watchers: { any: () => false, arrive: () => () => {} } },
      authorities: {
        ...{ clock, timer: () => () => {}, log: quiet, newId },
        ...{ newToken: newId, hashToken: (token) => token, sameHash: (a, b) => a === b },
        hashSecret: async (secret, salt) => hashFor(secret, salt),
        verifySignature: () => false,
      },
      hardware: {
        ...{
          machine: createMachineSeat(machine),
          openAs: () => machine,
          printing: absentPrinting,
          scanner: absentScanner,
        },
        listPorts: async () => ({ ports: [] }),
      },
      record: (fact) => void add.run(JSON.stringify(HubFact.parse(fact))),
      ...{ transact: storage.transact, savepoint: storage.savepoint },
      ...{ siteName: "Hub", seal: () => Promise.reject(new Error("nobody asked")) },
      trueTime: time.now,
      ...{ changes: createChanges(), isDurable: storage.isDurable, current: stores.plans.find },
      machine: () => ({ ...named(), link: "online", door: "closed", vending: "ready" }) as never,
      ...{
        connected: () => true,
        heardAt: () => null,
        device: { deviceId },
        fromAfar: nothingFromAfar,
      },
      ...{ isCurrent: () => true, wallIsBelieved: time.wallIsBelieved },
      unattended: (_, act) => act(),
    });
    services.planogram.seed(plan);
    services.attempts.recoverInterrupted();
    services.collections.expireDue();
    return {
      services,
      stores,
      time,
      clock,
      asked: new Map<string, number>(),
      acked: undefined as number | undefined,
    };
  }

  function newId(): string {
    ids += 1;
    return uuid(10 + place, boots * 100_000 + ids);
  }

  return {
    ...{ deviceId, machineId },
    run: () => run,
    jumpClock(ms: number): void {
      skewMs = ms;
    },
    /** The program alone, or the whole machine: what it knows of the time goes with the power. */
    restart(withPower: boolean): void {
      if (withPower) {
        switchedOn += 1;
        bootedAt = world.now();
      }
      run = boot();
    },
    async endMotions(): Promise<void> {
      for (const end of motions.splice(0)) end();
      await settle();
    },
    /** Somebody stands here and types. */
    async type(code: string): Promise<void> {
      db.exec("delete from try_limit"); // how slowly one may guess is told elsewhere
      const check = await run.services.collections.checkCode(code);
      if (check.kind !== "ready") return;
      taking = check.collection.collectionId;
      try {
        run.services.attempts.start(taking, newId());
      } catch {
        // refused: the machine is busy, or it is not ready after all
      }
      await settle();
    },
    /** Staff of the hub look into every slot that nobody knows of, and say what is true. */
    async look(): Promise<void> {
      for (const attempt of run.services.settle.unresolved()) {
        const { attemptId, collectionId, selection } = attempt;
        const resolution = world.given(collectionId) > 0 ? "dispensed" : "not-dispensed";
        const found = {
          resolution,
          reason: "looked",
          countedStock: shelf.get(selection) ?? 0,
        } as const;
        db.exec("delete from try_limit");
        await run.services.settle.resolve(attemptId, { ...found, secondPin }, lead);
      }
    },
    factsAfter: (seq: number): { seq: number; fact: HubFact }[] =>
      factsAfter
        .all(seq)
        .map(({ seq: at, json }) => ({ seq: at, fact: HubFact.parse(JSON.parse(json)) })),
    applyFeed(items: readonly NumberedFeedItem[]): boolean {
      const first = items.find(({ number }) => number > run.services.feed.cursor());
      if (first && first.number !== run.services.feed.cursor() + 1) return false;
      run.services.feed.apply(items);
      return true;
    },
    close: () => db.close(),
  };
}

/** Every start says the same sentences in the same order: they are read once, or this would be most of the work. */
function keepSentences(db: Database.Database) {
  const prepare = db.prepare.bind(db);
  const kept = new Map<string, Database.Statement[]>();
  const said = new Map<string, number>();
  db.prepare = ((text: string) => {
    const place = said.get(text) ?? 0;
    said.set(text, place + 1);
    const known = kept.get(text) ?? [];
    kept.set(text, known);
    const found = known[place] ?? prepare(text);
    known[place] = found;
    return found;
  }) as typeof db.prepare;
  return { again: () => said.clear() };
}

const fates: [Fate, ...Fate[]] = [
  { drops: true, says: { kind: "dispensed", proof: "confirmed" } },
  { drops: true, says: { kind: "dispensed", proof: "confirmed" } },
  { drops: false, says: { kind: "not-dispensed", reason: "busy", provedBy: "never-sent" } },
  { drops: true, says: { kind: "unclear", last: "moving" } },
  { drops: false, says: { kind: "unclear", last: "moving" } },
];
type Fate = { drops: boolean; says: DispenseOutcome };

/** A box that thinks every collection was made here, and so is nobody else's. */
const forgetLeases = ["insert", "update of lease_until"]
  .map(
    (when, place) => `create trigger forgets_leases_${place} after ${when} on collection
      when new.lease_until is not null
      begin update collection set lease_until = null where collection_id = new.collection_id; end;`,
  )
  .join("\n");

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const well: MachineStatus = {
  ...{ link: "online", door: "closed", cabinetTemperatureC: 20, humidityPercent: null },
  ...{ openDoors: [], deliveryPath: "ok" },
};
const read = readSettings({
  ...{ DATA_DIR: "/nowhere", UI_DIR: "/nowhere", MQTT_URL: "mqtt://127.0.0.1:1" },
  ...{ SITE_ID: "hub-1", SITE_NAME: "Hub", DEVICE_ID: "edge-1" },
});
if (read.kind === "bad") throw new Error(read.problem);
const { settings } = read;
