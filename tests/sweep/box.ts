import { createHash } from "node:crypto";
import { join } from "node:path";
import { DeviceId, SiteId } from "@drop-in/contracts";
import {
  absentPrinting,
  absentScanner,
  createAgent,
  createMachineSeat,
  readSettings,
} from "@drop-in/edge-agent";
import { migrate, openDb } from "@drop-in/foundation";
import type { Timer, VendingMachine } from "@drop-in/vending-driver";
import type { Adapter } from "./adapter.ts";
import { type Book, openBook } from "./book.ts";
import {
  type Breaker,
  type Cut,
  createBreaker,
  type Disk,
  type Life,
  PowerCut,
  unlessCut,
} from "./breaker.ts";
import { type Desk, openDesk } from "./desk.ts";
import { firstFeed, hashFor } from "./plan.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";
import { createWire, type Wire } from "./wire.ts";

export type Box = {
  life: Life;
  disk: Disk;
  breaker: Breaker;
  book: Book;
  /** Undefined when the power went before anybody could be served. */
  desk: Desk | undefined;
  machine: VendingMachine;
};

export type BoxParts = {
  image: Buffer;
  adapter: Adapter;
  outcome: string;
  wire: Wire;
  time: VirtualTime;
  wall: () => Date;
  /** Which start of the box this is: its ids differ from those of every other. */
  start: number;
  cut?: Cut | undefined;
  commitsEarly?: boolean | undefined;
  onWrite: (bytes: Uint8Array, book: Book) => void;
};

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const read = readSettings({
  DATA_DIR: "/nowhere",
  UI_DIR: "/nowhere",
  CLOCK_KEEPS_TIME: "yes",
});
if (read.kind === "bad") throw new Error(read.problem);
const { settings } = read;

/** The real agent on the real driver, from the image of its disk. With a cut it may lose its power on the way. */
export async function startBox(parts: BoxParts): Promise<Box> {
  const { adapter, time, wire, wall } = parts;
  const life: Life = { powered: true };
  const disk: Disk = { refuses: false, early: parts.commitsEarly ?? false };
  const breaker = createBreaker(parts.cut, life, disk);
  const book = openBook(parts.image, { life, disk, breaker });
  const timer: Timer = (ms, fn) => time.timer(ms, () => life.powered && unlessCut(fn));
  const link = wire.open({
    life,
    breaker,
    isGo: (bytes) => adapter.goOf(bytes) !== undefined,
    onWrite: (bytes) => parts.onWrite(bytes, book),
  });
  const around = { timer, clock: time.now, outcome: parts.outcome };
  const machine = adapter.openDriver(link, around);
  let desk: Desk | undefined;
  try {
    const agent = createAgent({
      settings,
      version: "sweep",
      db: book.db,
      hardware: { ...onSeat(machine), printing: absentPrinting, scanner: absentScanner },
      ...{ transport: unreachable, device, wire: unheard, seal: unheard.seal },
      plan: adapter.plan,
      authorities: {
        clock: { now: wall, monotonicMs: time.now, bootId: bootIdOf(parts.start) },
        timer,
        log: silent,
        ...chance(parts.start),
      },
    });
    agent.recover();
    desk = await openDesk(agent);
    agent.run();
  } catch (error) {
    // A disk that refuses the first write ends the process; whatever keeps watch starts it again.
    if (!(error instanceof PowerCut) && !disk.refuses) throw error;
    life.powered = false;
  }
  return { life, disk, breaker, book, desk, machine };
}

const device = {
  deviceId: DeviceId.parse("edge-1"),
  siteId: SiteId.parse("hub-1"),
  siteName: "Sweep",
};
/** Nothing is ever sent from here, nor sealed: no centre is near, and nobody leaves a number. */
const nothingSealed = () => Promise.reject(new Error("nothing is sealed in a sweep"));
const unheard = {
  up: nothingSealed,
  status: nothingSealed,
  read: nothingSealed,
  seal: nothingSealed,
};

/** No other machine is ever brought into service here. */
function onSeat(machine: VendingMachine) {
  const listPorts = async () => ({ ports: [] });
  return { machine: createMachineSeat(machine), openAs: () => machine, listPorts };
}

/** The disk as it is when the story begins: commissioned, and told of one collection. */
export async function firstImage(adapter: Adapter, wall: () => Date): Promise<Buffer> {
  const time = createVirtualTime();
  const db = openDb(":memory:");
  migrate(db, join(import.meta.dirname, "../../edge-agent/migrations"));
  const link = createWire(time).open({
    life: { powered: true },
    breaker: createBreaker(undefined, { powered: true }, { refuses: false, early: false }),
    isGo: () => false,
    onWrite() {},
  });
  const around = { timer: time.timer, clock: time.now, outcome: "ok" };
  const agent = createAgent({
    settings,
    version: "sweep",
    db,
    hardware: {
      ...onSeat(adapter.openDriver(link, around)),
      printing: absentPrinting,
      scanner: absentScanner,
    },
    ...{ transport: unreachable, device, wire: unheard, seal: unheard.seal },
    plan: adapter.plan,
    authorities: {
      clock: { now: wall, monotonicMs: time.now, bootId: bootIdOf(0) },
      timer: time.timer,
      log: silent,
      ...chance(0),
    },
  });
  agent.recover();
  agent.applyFeed(firstFeed(adapter.plan));
  return db.serialize();
}

/** Each start of the box is a switching-on: nothing it knew of the time is left. */
const bootIdOf = (start: number) => () =>
  `55555555-5555-4555-8555-${String(start).padStart(12, "0")}`;

function chance(start: number) {
  let ids = 0;
  const newId = () => {
    ids += 1;
    const count = String(start * 100_000 + ids).padStart(12, "0");
    return `44444444-4444-4444-8444-${count}`;
  };
  return {
    newId,
    newToken: newId,
    hashToken: (token: string) => createHash("sha256").update(token).digest("hex"),
    hashSecret: async (secret: string, saltHex: string) => hashFor(secret, saltHex),
    sameHash: (a: string, b: string) => a === b,
    verifySignature: () => false,
  };
}

type AgentParts = Parameters<typeof createAgent>[0];
const unreachable: AgentParts["transport"] = {
  publish: () => Promise.reject(new Error("no network")),
  subscribe: () => Promise.reject(new Error("no network")),
  onMessage() {},
  onState() {},
  connection: () => 0,
  close: async () => {},
};
