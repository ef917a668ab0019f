import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceId, type DownFrame, type Epoch, type Stream, topics } from "@drop-in/contracts";
import { packUp } from "@drop-in/contracts/wire";
import { systemChance } from "../../sync-server/src/adapters/chance.ts";
import type { Frames } from "../../sync-server/src/broker/frames.ts";
import type { Link } from "../../sync-server/src/broker/link.ts";
import { createSealedFrames } from "../../sync-server/src/broker/sealed-frames.ts";
import { readCatalogue } from "../../sync-server/src/catalogue/read-catalogue.ts";
import { makeDevice, noKey, plainFrames } from "../../sync-server/src/centre.test-rig.ts";
import { createCentre } from "../../sync-server/src/centre.ts";
import { openSqliteDatabase } from "../../sync-server/src/db/open-database.ts";
import type { Database } from "../../sync-server/src/db/sql.ts";
import { DAY_MS, plugInEnrolment, unpackBox, where } from "../enrolment/enrolment-rig.ts";

export type BatchCentre = Awaited<ReturnType<typeof startBatchCentre>>;
type Line = { event: string; why?: string };

/** Its frames come without envelopes, so that a million of them can be tried. */
export const plainDevice = DeviceId.parse("plain-1");

const book = readCatalogue(join(import.meta.dirname, "../../sync-server/content/catalogue.json"));
const neverTimer = () => () => {};

/**
 * The centre's own intake from the broker's side of it to the record (SQLite unless told otherwise), and boxes that were really let in: what
 * they sign is opened as the product opens it. Only `plainDevice` speaks without an envelope.
 */
export async function startBatchCentre(database: Database = openSqliteDatabase(":memory:")) {
  const keysDir = mkdtempSync(join(tmpdir(), "drop-in-fuzz-"));
  const door = await plugInEnrolment(new Date("2026-11-25T08:00:00.000Z"), database, keysDir);
  const sealedFrames = createSealedFrames({ deviceKeys: door.deviceKeys, centre: door.keys });
  const answers: { deviceId: DeviceId; frame: DownFrame }[] = [];
  const refusals: string[] = [];
  const failures: Line[] = [];

  const framesOf = (deviceId: DeviceId): Frames =>
    deviceId === plainDevice ? plainFrames : sealedFrames;
  const frames: Frames = {
    open: (deviceId, voice, bytes) => framesOf(deviceId).open(deviceId, voice, bytes),
    close(deviceId, frame) {
      answers.push({ deviceId, frame });
      return framesOf(deviceId).close(deviceId, frame);
    },
  };
  let hear: Parameters<Link["onMessage"]>[0] = () => {};
  const link: Link = {
    publish() {},
    onMessage(listener) {
      hear = listener;
    },
    onConnect() {},
    kick() {},
    async close() {},
  };
  const centre = createCentre({
    ...{ database, link, frames, book, key: noKey, clock: door.now, timer: neverTimer },
    signer: { sign: () => Promise.reject(new Error("no signer here")) },
    ...{ packs: [], openPhone: async () => null, openSaid: async () => null },
    chance: systemChance,
    log: {
      debug() {},
      info() {},
      warn(line: Line) {
        if (line.event === "ingest.frame-refused") refusals.push(String(line.why));
      },
      error(line: Line) {
        if (line.event !== "ingest.dead-letter") failures.push(line);
      },
    },
    timeZone: "Europe/London",
    statusEveryMs: 60_000,
  });
  centre.run();

  /** A box with keys of its own, let in by the centre's real door. */
  async function letIn() {
    const { introduction, deviceId } = await door.enrolment.add(where, "Sam");
    const box = unpackBox(door.now);
    const joined = await box.join(introduction);
    if (joined.kind !== "joined") throw new Error("the box was not let in");
    return { deviceId, box, identity: await box.identity() };
  }

  return {
    letIn,
    database,
    /** Passes the sixty days after which a box takes new keys, and the seconds for which the old are believed. */
    passTwoMonths: () => door.pass(61 * DAY_MS),
    passSeconds: () => door.pass(4_000),
    hear: (deviceId: DeviceId, bytes: Uint8Array, voice: "up" | "status" = "up"): void =>
      hear(topics[voice](deviceId), Buffer.from(bytes), false),
    /** What the centre made of everything heard since the last asking. */
    async outcome() {
      await centre.settled();
      return {
        answers: answers.splice(0),
        refusals: refusals.splice(0),
        failures: failures.splice(0),
      };
    },
    async close(): Promise<void> {
      await centre.close();
      await door.close();
      await database.close();
    },
  };
}

export type Sender = ReturnType<typeof makeSender>;

/** A device's numbers: each stream its own, and none used twice. */
export function makeSender(deviceId: DeviceId) {
  const device = makeDevice(deviceId);
  const next: Record<Stream, number> = { urgent: 1, care: 1, telemetry: 1 };
  return {
    deviceId,
    epoch: device.epoch satisfies Epoch,
    clock: device.clock,
    row: device.row,
    hello: () => packUp(device.hello()),
    next: (stream: Stream): number => next[stream],
    took(stream: Stream, rows: number): void {
      next[stream] += rows;
    },
  };
}
