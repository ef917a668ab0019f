import { DeviceId, topics } from "@drop-in/contracts";
import { packUp } from "@drop-in/contracts/wire";
import {
  makeSealingPair,
  makeSigningKey,
  recipientOf,
  signerOf,
  writeEnvelope,
} from "@drop-in/foundation";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSeat } from "../../edge-agent/src/enrolment/identity.ts";
import { refusalOf } from "../brokers/device-client.ts";
import { createTestAuthority } from "../certificates.ts";
import { eventually } from "../hub-under-test.ts";
import { type BareDevice, checkIn, letInBareDevice } from "./bare-device.ts";
import { openRecord } from "./record-of.ts";
import { startWatchedSite, type WatchedSite } from "./watched-site.ts";

const nobody = DeviceId.parse("never-let-in");

let site: WatchedSite;
let device: BareDevice;
let neighbour: BareDevice;
let record: ReturnType<typeof openRecord>;
let next = 1;

beforeAll(async () => {
  site = await startWatchedSite();
  record = openRecord(site.postgres.url);
  device = await letInBareDevice(site, "bus-2");
  neighbour = await letInBareDevice(site, "bus-3");
  await device.online();
  await neighbour.online();
  for (const each of [device, neighbour]) {
    site.centreWire.bring(each.topic, await each.seal(each.hello()));
    await eventually("a welcome", async () => each.heard("welcome").length > 0);
  }
});
afterAll(async () => {
  await record?.close();
  await site?.close();
});

const batch = (firstSeq = next) => device.batch(firstSeq, [device.row(checkIn())]);
const sealedBatch = () => device.seal(batch());
const numbersOf = ({ deviceId }: BareDevice): Promise<number[]> => record.numbers(deviceId);
const recordNow = () => record.of(device.deviceId, neighbour.deviceId, nobody);

const logFrom = () => site.centreLogFromNow();

/** Something good of the device goes in, and is there once: whatever came before it has been dealt with. */
async function goodOneGoesIn(): Promise<void> {
  const seq = next;
  next += 1;
  const acked = device.heard("ack").length;
  site.centreWire.bring(device.topic, await device.seal(batch(seq)));
  await eventually("an ack", async () => device.heard("ack").length > acked);
  expect(device.heard("ack").at(-1)).toMatchObject({ stream: "care", cursor: seq });
}

type Refusal = {
  to?: DeviceId;
  voice?: "up" | "status";
  bytes: () => Promise<Uint8Array>;
  why: string;
};

const stranger = signerOf(makeSigningKey());
const flipped = (bytes: Uint8Array, place: number) =>
  Uint8Array.from(bytes).fill((bytes.at(place) ?? 0) ^ 1, place, place + 1);
const versioned = (bytes: Uint8Array, version: number) =>
  Uint8Array.from(bytes).fill(version, 2, 3);
const statusOf = (deviceId: DeviceId) =>
  packUp({ kind: "status", status: { online: false, deviceId, connection: 1 } });

const refusals: Record<string, Refusal> = {
  "one bit of the sealed part changed": {
    bytes: async () => flipped(await sealedBatch(), 90),
    why: "signature",
  },
  "signed by a key nobody let in": {
    bytes: () => device.seal(batch(), "up", stranger),
    why: "unknown-signer",
  },
  "signed by a stranger under the device's key id": {
    bytes: () => device.seal(batch(), "up", { ...stranger, keyId: device.keys.signer.keyId }),
    why: "signature",
  },
  "sealed to a key that is not the centre's": {
    async bytes() {
      const to = await recipientOf((await makeSealingPair()).publicKey);
      const { deviceId, keys } = device;
      return writeEnvelope({ voice: "up", deviceId, to, by: keys.signer }, packUp(batch()));
    },
    why: "unknown-key",
  },
  "the words of another device": {
    bytes: () => neighbour.seal(batch()),
    why: "unknown-signer",
  },
  "signed by another device in this one's name": {
    bytes: () =>
      device.seal(batch(), "up", { ...neighbour.keys.signer, keyId: device.keys.signer.keyId }),
    why: "signature",
  },
  "of a device that was never let in": {
    to: nobody,
    bytes: () => device.seal(batch()),
    why: "unknown",
  },
  "events on the topic of statuses": { voice: "status", bytes: sealedBatch, why: "wrong-voice" },
  "events in the voice of statuses": {
    voice: "status",
    bytes: () => device.seal(batch(), "status"),
    why: "not-a-status",
  },
  "a status of another device": {
    voice: "status",
    bytes: () => device.seal(statusOf(neighbour.deviceId), "status"),
    why: "of-another-device",
  },
  "the centre's own words played back": {
    bytes: async () => device.heardBytes[0] ?? Buffer.of(),
    why: "wrong-voice",
  },
  "an envelope of version 1": {
    bytes: async () => versioned(await sealedBatch(), 1),
    why: "version",
  },
  "a frame without an envelope": {
    bytes: async () => packUp(batch(), []),
    why: "not-ours",
  },
  "a frame in clear": {
    bytes: async () => Buffer.from(JSON.stringify(batch())),
    why: "not-ours",
  },
  "noise under a good signature": {
    bytes: () => device.seal(Buffer.from([9, 0, 0, 5, 1, 2, 3, 4, 5])),
    why: "codec",
  },
};

test.each(Object.entries(refusals))(
  "a broker that lies brings %s: refused, and nothing changes",
  async (_, { to = device.deviceId, voice = "up", bytes, why }) => {
    const [log, before] = [logFrom(), await recordNow()];
    site.centreWire.bring(topics[voice](to), await bytes());
    await eventually(`refused for ${why}`, async () =>
      log(to).some((line) => line.event === "ingest.frame-refused" && line.why === why),
    );
    expect(log(to).filter(({ event }) => event === "ingest.frame-refused")).toHaveLength(1);
    expect(await recordNow()).toEqual(before);
    await goodOneGoesIn();
  },
);

test("words on topics that are not ours are not heard", async () => {
  const before = await numbersOf(device);
  const ahead = await device.seal(batch(next + 5));
  site.centreWire.bring(device.topic.replace("/v2/", "/v1/"), ahead);
  site.centreWire.bring(`${device.topic}/more`, ahead);
  await goodOneGoesIn();
  expect(await numbersOf(device)).toEqual([...before, before.length + 1]);
});

test("a batch said again is acked again and changes nothing", async () => {
  const bytes = await sealedBatch();
  next += 1;
  const acked = device.heard("ack").length;
  site.centreWire.bring(device.topic, bytes);
  await eventually("an ack", async () => device.heard("ack").length === acked + 1);
  const before = await recordNow();
  for (let time = 0; time < 3; time += 1) site.centreWire.bring(device.topic, bytes);
  await eventually("acks", async () => device.heard("ack").length === acked + 4);
  expect(await recordNow()).toEqual(before);
});

test("batches turned round go in once and in order", async () => {
  const numbers = [next, next + 1, next + 2, next + 3];
  next += 4;
  const acked = device.heard("ack").length;
  const all = await Promise.all(numbers.map((seq) => device.seal(batch(seq))));
  for (const bytes of all.toReversed()) site.centreWire.bring(device.topic, bytes);
  await eventually("acks", async () => device.heard("ack").length === acked + 4);
  expect(await numbersOf(device)).toEqual(Array.from({ length: next - 1 }, (_, at) => at + 1));
  await goodOneGoesIn();
});

test("an old greeting played again does not bring an old database back", async () => {
  const old = await neighbour.seal(neighbour.hello());
  const reborn = { ...neighbour.hello(), epoch: device.epoch };
  const welcomed = neighbour.heard("welcome").length;
  site.centreWire.bring(neighbour.topic, await neighbour.seal(reborn));
  await eventually("a welcome", async () => neighbour.heard("welcome").length > welcomed);
  const [log, before] = [logFrom(), await recordNow()];
  site.centreWire.bring(neighbour.topic, old);
  await eventually("a refusal", async () => neighbour.heard("refused").length > 0);
  expect(neighbour.heard("refused")).toMatchObject([{ why: "epoch-over" }]);
  expect(log(neighbour.deviceId).map(({ event }) => event)).toContain("device.epoch-over");
  expect(await recordNow()).toEqual(before);
});

test("a device whose certificate has run out is not heard by the centre, nor let in by the broker", async () => {
  const { deviceId, files } = neighbour;
  const past = new Date(Date.now() - 200 * 86_400_000);
  const request = readSeat(files, "present")?.keys.csr ?? "";
  const old = await site.authority.issue(request, deviceId, past);
  if (old === "refused") throw new Error("no certificate");
  const tls = { ...neighbour.keys.tls, cert: old.pem };
  const options = { clientId: deviceId, protocolVersion: 5 } as const;
  expect(await refusalOf(site.mosquitto.deviceUrl, tls, options)).toMatch(/expired/);

  await record.ask("update certificate set not_after = $2 where device_id = $1", [
    deviceId,
    past.toISOString(),
  ]);
  const [log, before] = [logFrom(), await recordNow()];
  await eventually("refused as lapsed", async () => {
    site.centreWire.bring(neighbour.topic, await neighbour.seal(neighbour.hello()));
    return log(deviceId).some(({ why }) => why === "lapsed");
  });
  expect(await recordNow()).toEqual(before);
});

test("the broker itself takes from a device nothing on a topic of another, and nobody from another authority", async () => {
  const [log, before] = [logFrom(), await record.of(neighbour.deviceId)];
  const line = await device.online();
  const notAuthorized = 135;
  for (const topic of [
    neighbour.topic,
    neighbour.statusTopic,
    topics.down(device.deviceId),
    "drop-in/v1/up/x",
  ]) {
    expect(await line.said(topic, Buffer.from(await sealedBatch())), topic).toBe(notAuthorized);
  }
  const strangers = await createTestAuthority("devices");
  const certificate = { ...(await strangers.client(device.deviceId)), ca: site.authority.caPem };
  const options = { clientId: device.deviceId, protocolVersion: 5 } as const;
  expect(await refusalOf(site.mosquitto.deviceUrl, certificate, options)).not.toBe("let in");
  await goodOneGoesIn();
  // Its own greetings of before, with a certificate that had run out, may still be told of; nothing else was heard in its name.
  expect(log(neighbour.deviceId).filter(({ why }) => why !== "lapsed")).toEqual([]);
  expect(await record.of(neighbour.deviceId)).toEqual(before);
});
