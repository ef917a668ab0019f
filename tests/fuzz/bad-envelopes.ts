import { DeviceId } from "@drop-in/contracts";
import {
  additionalData,
  contextOf,
  readEnvelope,
  SIGNATURE_BYTES,
  signedText,
  writeHead,
} from "@drop-in/contracts/wire";
import { makeSigningKey, type Recipient, type Signer, signerOf } from "@drop-in/foundation";
import type { Chance } from "./chance.ts";

/** On whose topic, in which voice, and why the centre shall say no to it. */
export type Forged = {
  to: DeviceId;
  voice: "up" | "status";
  bytes: Uint8Array;
  whys: readonly string[];
};

export type Scene = {
  device: DeviceId;
  neighbour: DeviceId;
  signer: Signer;
  /** The signer of the key the device had before. */
  before: Signer;
  centre: Recipient;
};

type Forge = (good: Uint8Array, chance: Chance, scene: Scene) => Partial<Forged>;

const stranger = signerOf(makeSigningKey());
const nobody = DeviceId.parse("never-let-in");
const anyReason = [
  "signature",
  "unknown-signer",
  "unknown-key",
  "version",
  "voice",
  "wrong-voice",
  "not-ours",
  "too-short",
];

const withByte = (bytes: Uint8Array, place: number, value: number) =>
  Uint8Array.from(bytes).fill(value, place, place + 1);
const unsigned = (bytes: Uint8Array) => bytes.subarray(0, bytes.length - SIGNATURE_BYTES);
const signedBy = (signer: Signer, device: DeviceId, head: Uint8Array) =>
  Buffer.concat([head, signer.sign(signedText("up", device, head))]);

/** The same envelope with another name of its signer in the head, and his signature. */
function resigned(good: Uint8Array, device: DeviceId, by: Signer, named = by.keyId): Uint8Array {
  const read = readEnvelope(good);
  if (read.kind === "bad") throw new Error("not an envelope to begin with");
  const head = writeHead("up", read.envelope.recipient, named);
  return signedBy(by, device, Buffer.concat([head, read.envelope.sealed]));
}

/** What can be done on the way by somebody without the keys, and a few things only the device itself could do. */
const forgeries: readonly [Forge, ...Forge[]] = [
  (good, chance) => {
    const place = chance.below(good.length);
    const bytes = withByte(good, place, (good[place] ?? 0) ^ (1 << chance.below(8)));
    return { bytes, whys: anyReason };
  },
  (good, chance) => {
    const places = Array.from({ length: 2 + chance.below(6) }, () => chance.below(good.length));
    const bytes = Uint8Array.from(good);
    for (const place of places) bytes[place] = (bytes[place] ?? 0) ^ (1 + chance.below(255));
    return { bytes, whys: anyReason };
  },
  (good, chance) => ({ bytes: good.subarray(0, chance.below(good.length)), whys: anyReason }),
  (good, chance) => ({ bytes: good.subarray(1 + chance.below(good.length - 1)), whys: anyReason }),
  (good, chance) => ({
    bytes: Buffer.concat([good, chance.bytes(1 + chance.below(80))]),
    whys: ["signature"],
  }),
  (good) => ({ bytes: Buffer.concat([good, good]), whys: ["signature"] }),
  (good, chance) => ({ bytes: withByte(good, 3, chance.one([2, 3])), whys: ["wrong-voice"] }),
  (good) => ({ bytes: good, voice: "status", whys: ["wrong-voice"] }),
  (good, chance) => ({ bytes: withByte(good, 2, chance.one([0, 1, 3, 255])), whys: ["version"] }),
  (good, _, { neighbour }) => ({ bytes: good, to: neighbour, whys: ["unknown-signer"] }),
  (good) => ({ bytes: good, to: nobody, whys: ["unknown"] }),
  (good, _, { device }) => ({ bytes: resigned(good, device, stranger), whys: ["unknown-signer"] }),
  (good, _, { device, signer }) => ({
    bytes: resigned(good, device, stranger, signer.keyId),
    whys: ["signature"],
  }),
  (good, _, { device, before }) => ({
    bytes: resigned(good, device, before),
    whys: ["unknown-signer"],
  }),
  (good, _, { neighbour, signer }) => ({
    bytes: resigned(good, neighbour, signer),
    whys: ["signature"],
  }),
  (good, chance) => ({
    bytes: Buffer.concat([unsigned(good), chance.bytes(SIGNATURE_BYTES)]),
    whys: ["signature"],
  }),
  (good) => ({
    bytes: Buffer.concat([unsigned(good), Buffer.alloc(SIGNATURE_BYTES)]),
    whys: ["signature"],
  }),
  (good, chance) => ({
    bytes: chance.bytes(chance.below(2) * good.length + chance.below(300)),
    whys: anyReason,
  }),
  (good, chance, { device, signer }) => {
    // Sealed to a key that is not the centre's.
    const head = Buffer.concat([good.subarray(0, 4), chance.bytes(4), good.subarray(8)]);
    return { bytes: signedBy(signer, device, unsigned(head)), whys: ["unknown-key"] };
  },
  (_good, chance, { device, signer, centre }) => {
    const head = writeHead("up", centre.keyId, signer.keyId);
    const noise = chance.bytes(49 + chance.below(300));
    return { bytes: signedBy(signer, device, Buffer.concat([head, noise])), whys: ["sealed"] };
  },
  (good, chance, { device, signer }) => {
    const bytes = Uint8Array.from(unsigned(good));
    const place = 12 + chance.below(bytes.length - 12);
    bytes[place] = (bytes[place] ?? 0) ^ (1 + chance.below(255));
    return { bytes: signedBy(signer, device, bytes), whys: ["sealed"] };
  },
];

export function forged(good: Uint8Array, chance: Chance, scene: Scene): Forged {
  const made = chance.one(forgeries)(good, chance, scene);
  return { to: scene.device, voice: "up", bytes: good, whys: anyReason, ...made };
}

/** Signed and sealed as the product does it. */
export async function sealed(scene: Scene, plain: Uint8Array): Promise<Uint8Array> {
  const { device, signer, centre } = scene;
  const head = writeHead("up", centre.keyId, signer.keyId);
  const box = await centre.seal(contextOf("up"), additionalData(head, device), plain);
  return signedBy(signer, device, Buffer.concat([head, box]));
}
