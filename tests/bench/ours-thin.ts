import { randomBytes, randomUUID } from "node:crypto";
import { DeviceId, type DownFrame, Epoch, SiteId, streams, topics } from "@drop-in/contracts";
import { packBatch, packUp } from "@drop-in/contracts/wire";
import {
  fromRaw,
  makeSealingPair,
  makeSigningKey,
  openerOf,
  recipientOf,
  signerOf,
  toRaw,
  verifierOf,
} from "@drop-in/foundation";
import { createSealedWire } from "../../edge-agent/src/sync/sealed-wire.ts";
import { openCentreKeys } from "../../sync-server/src/adapters/centre-keys.ts";
import { openPostgresDatabase } from "../../sync-server/src/db/open-database.ts";
import { createEnrolmentStore } from "../../sync-server/src/enrolment/enrolment.store.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const at = "2026-11-25T00:00:00.000Z";
const AT_ONCE = 500;
const SITE = "bench";

/** What a process that plays many devices must know. They share one key to be sealed to, which saves it no work. */
export type ThinKeys = {
  devices: { deviceId: string; signingKeyPem: string }[];
  sealing: { publicKey: string; privateKey: string };
  centre: { sealingKey: string; signingKey: string };
};

/** Makes `count` devices and enters them in the centre's book, as if each had been enrolled. */
export async function enterDevices(
  count: number,
  { databaseUrl, keysDir }: { databaseUrl: string; keysDir: string },
): Promise<ThinKeys> {
  const timer = () => () => {};
  const parts = { url: databaseUrl, processId: randomUUID(), timer, log: quiet };
  const database = await openPostgresDatabase(parts);
  const pair = await makeSealingPair();
  const sealing = { publicKey: toRaw(pair.publicKey), privateKey: toRaw(pair.privateKey) };
  const devices: ThinKeys["devices"] = [];
  while (devices.length < count) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - devices.length) }, () => ({
      deviceId: randomBytes(16).toString("hex"),
      signingKeyPem: makeSigningKey(),
    }));
    await database.transact(async (sql) => {
      const store = createEnrolmentStore(sql);
      for (const one of some) await enterOne(store, one, sealing.publicKey);
    });
    devices.push(...some);
  }
  await database.close();
  const centre = await openCentreKeys(keysDir);
  const [sealingKey = ""] = centre.sealingKeys();
  return {
    ...{ devices, sealing },
    centre: { sealingKey, signingKey: toRaw(centre.signer.publicKey) },
  };
}

async function enterOne(
  store: ReturnType<typeof createEnrolmentStore>,
  one: ThinKeys["devices"][number],
  sealingKey: string,
): Promise<void> {
  const deviceId = DeviceId.parse(one.deviceId);
  await store.add({ deviceId, siteId: SiteId.parse(SITE), siteName: "Bench", madeAt: at });
  await store.addCertificate({
    ...{ serial: randomUUID(), deviceId, state: "current", sealingKey, madeAt: at },
    signingKey: toRaw(signerOf(one.signingKeyPem).publicKey),
    ...{ words: "none", pem: "none", notAfter: "2099-01-01T00:00:00.000Z" },
  });
}

export type ThinTongue = Awaited<ReturnType<typeof openTongues>>[number];

/** What each device says, sealed and signed as the agent does it, with nothing of an agent behind it. */
export async function openTongues({ devices, sealing, centre }: ThinKeys) {
  const opener = await openerOf({
    publicKey: fromRaw(sealing.publicKey),
    privateKey: fromRaw(sealing.privateKey),
  });
  const recipient = await recipientOf(fromRaw(centre.sealingKey));
  const verifier = verifierOf(fromRaw(centre.signingKey));
  return devices.map(({ deviceId: id, signingKeyPem }) => {
    const deviceId = DeviceId.parse(id);
    const wire = createSealedWire(() => ({
      deviceId,
      signer: signerOf(signingKeyPem),
      centre: recipient,
      openers: new Map([[opener.keyId, opener.open]]),
      verifiers: new Map([[verifier.keyId, verifier]]),
    }));
    return createTongue(deviceId, wire);
  });
}

function createTongue(deviceId: DeviceId, wire: ReturnType<typeof createSealedWire>) {
  const epoch = Epoch.parse(randomUUID());
  const siteId = SiteId.parse(SITE);
  const began = Date.now();
  const clocks = [{ clock: 1, bootId: randomUUID(), startedAtMs: began, measured: null }];
  let beat = 0;
  return {
    topics: {
      up: topics.up(deviceId),
      down: topics.down(deviceId),
      status: topics.status(deviceId),
    },
    clientId: deviceId,
    hello: (lastSeq: number, forgottenSeq: number, feedCursor: number) =>
      wire.up(
        packUp({
          ...{ kind: "hello", epoch, nonce: randomBytes(8).toString("hex"), version: "thin" },
          ...{ reads: { wire: [2], codecs: [0, 1, 2] }, feedCursor },
          streams: streams.map((stream) =>
            stream === "care"
              ? { stream, lastSeq, forgottenSeq }
              : { stream, lastSeq: 0, forgottenSeq: 0 },
          ),
        }),
      ),
    status: (waiting: number) => {
      beat += 1;
      return wire.status({
        ...{ online: true, deviceId, connection: began, beat, siteId, siteName: "Bench" },
        ...{ at: new Date().toISOString(), version: "thin", machines: [], slots: [] },
        ...{ outbox: { waiting, oldestAt: null }, printer: "ready", scanner: "ready" },
      });
    },
    feedAck: (cursor: number) => wire.up(packUp({ kind: "feed-ack", epoch, cursor })),
    /** Events of stream `care`, as rows that are JSON already. */
    batch: (firstSeq: number, rows: readonly string[]) =>
      wire.up(packBatch({ epoch, stream: "care", firstSeq, clocks }, rows, [0, 1, 2])),
    async heard(payload: Uint8Array): Promise<ThinHeard> {
      const read = await wire.read(payload);
      return read.kind === "bad" ? { kind: "other" } : heardIn(read.frame);
    },
  };
}

export type ThinHeard =
  | { kind: "welcome"; cursor: number }
  | { kind: "ack"; cursor: number }
  | { kind: "feed"; cursor: number }
  | { kind: "say-hello" }
  | { kind: "other" };

function heardIn(frame: DownFrame): ThinHeard {
  switch (frame.kind) {
    case "welcome": {
      const care = frame.cursors.find(({ stream }) => stream === "care");
      return { kind: "welcome", cursor: care?.cursor ?? 0 };
    }
    case "ack":
      return frame.stream === "care" ? { kind: "ack", cursor: frame.cursor } : { kind: "other" };
    case "feed":
      return { kind: "feed", cursor: frame.items.at(-1)?.number ?? 0 };
    case "snapshot":
      return frame.part === frame.parts
        ? { kind: "feed", cursor: frame.through }
        : { kind: "other" };
    case "say-hello":
      return { kind: "say-hello" };
    default:
      return { kind: "other" };
  }
}
