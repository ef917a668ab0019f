import { join } from "node:path";
import {
  type ClockRecord,
  type ContentPack,
  type DeviceId,
  DeviceId as DeviceIdSchema,
  type DeviceStatus,
  type DownFrame,
  Epoch,
  type HubFact,
  type Stream,
  streams,
  topics,
  type UpFrame,
} from "@drop-in/contracts";
import { packDown, packUp, readDown, readUp } from "@drop-in/contracts/wire";
import { makeSigningKey, signerOf, type Timer } from "@drop-in/foundation";
import { systemChance } from "./adapters/chance.ts";
import type { SigningKey } from "./adapters/signing-key.ts";
import type { Frames } from "./broker/frames.ts";
import type { Link } from "./broker/link.ts";
import { readCatalogue } from "./catalogue/read-catalogue.ts";
import { createCentre } from "./centre.ts";
import { createCarefulSigner } from "./commands/careful-signer.ts";
import { openSqliteDatabase } from "./db/open-database.ts";
import type { Database } from "./db/sql.ts";

const here = import.meta.dirname;
const book = readCatalogue(join(here, "../content/catalogue.json"));

const bus = DeviceIdSchema.parse("bus-2");
export const noon = "2026-11-23T12:00:00.000Z";
export const quiet = { debug() {}, info() {}, warn() {}, error() {} };
export const noKey: SigningKey = { keyId: 1, publicKeyPem: "none", sign: () => new Uint8Array(64) };

/** Signs what this centre tells devices to do. */
export const commandKey = signerOf(makeSigningKey());

/** Makes an empty record, with its tables, on one of the engines. */
/** Bodies without an envelope: sealing has tests of its own. */
export const plainFrames: Frames = {
  open: async (_deviceId, _voice, bytes) => readUp(bytes),
  close: async (_deviceId, frame) => packDown(frame),
};

export type OpenDatabase = () => Promise<Database>;
export const inMemory: OpenDatabase = async () => openSqliteDatabase(":memory:");

/** A centre with a real database, a line we hold both ends of, and a clock we turn. */
export async function plugInCentre(
  open: OpenDatabase = inMemory,
  key: SigningKey = noKey,
  packs: readonly ContentPack[] = [],
) {
  const database = await open();
  const line = createHeldLine();
  const hands = createHandClock();
  const alerts: { event: string }[] = [];
  const centre = createCentre({
    ...{ database, key, book, link: line.link, timer: hands.timer, clock: hands.now },
    frames: plainFrames,
    packs,
    openPhone: async ({ sealed }) => sealed && `number in ${sealed.length} bytes`,
    openSaid: async () => ({ answers: { who: "me" } }),
    signer: { sign: createCarefulSigner({ key: commandKey, clock: hands.now, log: quiet }) },
    chance: systemChance,
    log: { ...quiet, error: (line: { event: string }) => void alerts.push(line) },
    timeZone: "Europe/London",
    statusEveryMs: 15_000,
  });
  centre.run();

  async function say(frame: UpFrame, deviceId: DeviceId = bus): Promise<void> {
    line.hear(topics.up(deviceId), packUp(frame), false);
    await centre.settled();
  }
  async function pass(ms: number): Promise<void> {
    hands.turn(ms);
    await centre.settled();
  }

  return {
    centre,
    database,
    alerts,
    say,
    pass,
    async sayStatus(status: DeviceStatus, retained = false): Promise<void> {
      line.hear(topics.status(status.deviceId), packUp({ kind: "status", status }), retained);
      await centre.settled();
      await pass(500);
    },
    hearRaw: line.hear,
    /** What the centre has said since the last asking. */
    heard: line.heard,
    now: hands.now,
    async close(): Promise<void> {
      await centre.close();
      await database.close();
    },
  };
}

function createHeldLine() {
  let hear: Parameters<Link["onMessage"]>[0] = () => {};
  const said: DownFrame[] = [];
  const link: Link = {
    publish(_topic, payload) {
      const read = readDown(payload);
      if (read.kind === "frame") said.push(read.frame);
    },
    onMessage(listener) {
      hear = listener;
    },
    onConnect() {},
    kick() {},
    async close() {},
  };
  return {
    link,
    hear: (...heard: Parameters<typeof hear>): void => hear(...heard),
    heard: (): DownFrame[] => said.splice(0),
  };
}

function createHandClock() {
  let now = new Date(noon);
  const timers: { at: number; fn: () => void; off: boolean }[] = [];
  const timer: Timer = (ms, fn) => {
    const entry = { at: now.getTime() + ms, fn, off: false };
    timers.push(entry);
    return () => {
      entry.off = true;
    };
  };
  return {
    now: () => now,
    timer,
    turn(ms: number): void {
      now = new Date(now.getTime() + ms);
      for (const due of timers.filter(({ at, off }) => !off && at <= now.getTime())) {
        due.off = true;
        due.fn();
      }
    },
  };
}

export type DeviceUnderTest = ReturnType<typeof makeDevice>;

/** A device's side of the conversation, with numbers of its own. */
export function makeDevice(deviceId: DeviceId = bus) {
  const epoch = Epoch.parse(systemChance.newId());
  const clock: ClockRecord = {
    ...{ clock: 1, bootId: systemChance.newId(), startedAtMs: new Date(noon).getTime() },
    measured: null,
  };
  let monotonicMs = 0;

  return {
    deviceId,
    epoch,
    clock,
    hello(feedCursor = 0, last: Partial<Record<Stream, number>> = {}, forgotten = 0): UpFrame {
      return {
        ...{ kind: "hello", epoch, nonce: "0011223344556677", version: "0.1.0", feedCursor },
        reads: { wire: [2], codecs: [0, 1, 2] },
        streams: streams.map((stream) => ({
          ...{ stream, lastSeq: last[stream] ?? 0 },
          forgottenSeq: stream === "care" ? forgotten : 0,
        })),
      };
    },
    batch(firstSeq: number, rows: unknown[], stream: Stream = "care"): UpFrame {
      return { kind: "batch", epoch, stream, firstSeq, clocks: [clock], rows };
    },
    /** A row as it travels. */
    row(fact: HubFact, at = noon): unknown[] {
      monotonicMs += 1_000;
      const sealed = "sealed" in fact && fact.sealed !== undefined ? [fact.sealed] : [];
      return [fact.type, clock.clock, monotonicMs, new Date(at).getTime(), fact.payload, ...sealed];
    },
  };
}
