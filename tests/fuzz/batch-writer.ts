import { createHash } from "node:crypto";
import type { Stream } from "@drop-in/contracts";
import { packBatch } from "@drop-in/contracts/wire";
import { unwantedBody } from "./bad-bodies.ts";
import { type Forged, forged, type Scene, sealed } from "./bad-envelopes.ts";
import { madeRow, type RowKind } from "./bad-rows.ts";
import { type BatchCentre, makeSender, plainDevice, type Sender } from "./batch-centre.ts";
import type { Chance } from "./chance.ts";

/** One batch under way, and what must become of it. */
export type Sent = Omit<Forged, "whys"> & {
  becomes: "refused" | "say-hello" | "ack";
  whys?: readonly string[];
};
/** What one device truly said in one stream, in the order of its numbers. */
export type Said = { kinds: RowKind[]; hash: ReturnType<typeof createHash> };

const POOL = 64;
const share = { forged: 0.42, sealedBad: 0.008, sealedGood: 0.006, plainBody: 0.3 } as const;
const streamsUsed = ["care", "urgent"] as const;

/** As the centre writes it down; what is nested too deeply to be written is kept as nothing but its reason. */
function asKept(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return "null";
  }
}

const bodyWhys = ["too-short", "codec", "length", "body", "shape"];

/** Makes batches, good and bad, of a box without envelopes and of one with real keys, and remembers what was truly said. */
export async function createWriter(centre: BatchCentre, chance: Chance) {
  const plain = makeSender(plainDevice);
  const [box, neighbour] = [await centre.letIn(), await centre.letIn()];
  const before = box.identity.signer;
  centre.passTwoMonths();
  if ((await box.box.renew()) !== "renewed") throw new Error("the box kept its old keys");
  const identity = await box.box.identity();
  const { deviceId: device } = box;
  const scene: Scene = {
    device,
    neighbour: neighbour.deviceId,
    signer: identity.signer,
    before,
    centre: identity.centre,
  };
  const boxed = makeSender(device);
  centre.hear(plain.deviceId, plain.hello());
  centre.hear(device, await sealed(scene, boxed.hello())); // and ends the old key
  await centre.outcome();
  centre.passSeconds();

  const layers = {
    "spoilt after sealing": 0,
    "spoilt, then sealed": 0,
    "sealed and good": 0,
    "sealed and said again": 0,
    "without an envelope: body": 0,
    "without an envelope: rows": 0,
    "without an envelope: good": 0,
    "without an envelope: said again": 0,
  };
  const said = new Map<string, Said>();
  const sealedBefore: Uint8Array[] = [await sealed(scene, goodBatch(boxed, "care", ["good"]))];
  const plainBefore: Uint8Array[] = [];
  await flush(sealedBefore[0], device);

  async function flush(bytes: Uint8Array | undefined, to: Sent["to"]): Promise<void> {
    if (bytes) centre.hear(to, bytes);
    await centre.outcome();
  }
  /** Takes the next numbers of the sender, and remembers what was said under them. */
  function goodBatch(sender: Sender, stream: Stream, kinds: readonly RowKind[]): Uint8Array {
    const firstSeq = sender.next(stream);
    const rows = kinds.map((kind, place) => madeRow(kind, chance, firstSeq + place));
    const known = said.get(`${sender.deviceId} ${stream}`) ?? {
      kinds: [],
      hash: createHash("sha256"),
    };
    for (const [place, { kind, json }] of rows.entries()) {
      known.kinds.push(kind);
      known.hash.update(`${firstSeq + place} ${asKept(json)}\n`);
    }
    said.set(`${sender.deviceId} ${stream}`, known);
    sender.took(stream, rows.length);
    const head = { epoch: sender.epoch, stream, firstSeq, clocks: [sender.clock] };
    return packBatch(
      head,
      rows.map(({ json }) => json),
    );
  }
  const kindsOf = (kind: RowKind | "mixed"): RowKind[] =>
    Array.from({ length: 1 + chance.below(4) }, () =>
      kind === "mixed" ? chance.one(["good", "bad", "bad", "odd"] as const) : kind,
    );

  function keep(pool: Uint8Array[], bytes: Uint8Array): Uint8Array {
    if (pool.length < POOL) pool.push(bytes);
    else pool[chance.below(POOL)] = bytes;
    return bytes;
  }
  const anyOf = (pool: Uint8Array[]) => pool[chance.below(pool.length)] ?? new Uint8Array();

  async function one(): Promise<Sent> {
    if (chance.maybe(share.forged)) {
      layers["spoilt after sealing"] += 1;
      return { ...forged(anyOf(sealedBefore), chance, scene), becomes: "refused" };
    }
    const up = { to: device, voice: "up" } as const;
    if (chance.maybe(share.sealedBad / (1 - share.forged))) {
      layers["spoilt, then sealed"] += 1;
      if (chance.maybe(0.5)) {
        const bytes = await sealed(
          scene,
          goodBatch(boxed, chance.one(streamsUsed), kindsOf("mixed")),
        );
        return { ...up, bytes: keep(sealedBefore, bytes), becomes: "ack" };
      }
      const { bytes, becomes } = unwantedBody(chance, boxed);
      // An empty text cannot be told from an envelope that is too short.
      const whys = [...bodyWhys, "sealed"];
      return { ...up, bytes: await sealed(scene, bytes), becomes, whys };
    }
    if (chance.maybe(share.sealedGood)) {
      if (chance.maybe(0.3)) {
        layers["sealed and said again"] += 1;
        return { ...up, bytes: anyOf(sealedBefore), becomes: "ack" };
      }
      layers["sealed and good"] += 1;
      const bytes = await sealed(scene, goodBatch(boxed, chance.one(streamsUsed), kindsOf("good")));
      return { ...up, bytes: keep(sealedBefore, bytes), becomes: "ack" };
    }
    return plainOne();
  }

  function plainOne(): Sent {
    const up = { to: plainDevice, voice: "up" } as const;
    if (chance.maybe(0.55)) {
      layers["without an envelope: body"] += 1;
      return { ...up, ...unwantedBody(chance, plain), whys: bodyWhys };
    }
    if (plainBefore.length > 0 && chance.maybe(0.15)) {
      layers["without an envelope: said again"] += 1;
      return { ...up, bytes: anyOf(plainBefore), becomes: "ack" };
    }
    const isGood = chance.maybe(0.45);
    layers[isGood ? "without an envelope: good" : "without an envelope: rows"] += 1;
    const bytes = goodBatch(plain, chance.one(streamsUsed), kindsOf(isGood ? "good" : "mixed"));
    return { ...up, bytes: keep(plainBefore, bytes), becomes: "ack" };
  }

  return {
    layers,
    said: (): ReadonlyMap<string, Said> => said,
    /** Some at once, and not in the order in which they were numbered. */
    async burst(size: number): Promise<Sent[]> {
      const sent: Sent[] = [];
      for (let place = 0; place < size; place += 1) sent.push(await one());
      return chance.maybe(0.3) ? sent.toReversed() : sent;
    },
  };
}
