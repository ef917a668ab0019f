import type { DeviceStatus, DownFrame } from "@drop-in/contracts";
import { packUp, readDown } from "@drop-in/contracts/wire";
import {
  type OpenSealed,
  openEnvelope,
  type Recipient,
  type Signer,
  type Verifier,
  writeEnvelope,
} from "@drop-in/foundation";

/** Who this device is to the centre, and who the centre is to it. */
export type WireKeys = {
  deviceId: string;
  signer: Signer;
  /** The centre's present key. */
  centre: Recipient;
  openers: ReadonlyMap<string, OpenSealed>;
  /** The centre's signing keys. */
  verifiers: ReadonlyMap<string, Verifier>;
};

export type SealedWire = {
  /** Seals and signs what is packed already. */
  up(plain: Uint8Array): Promise<Uint8Array>;
  status(status: DeviceStatus): Promise<Uint8Array>;
  read(
    bytes: Uint8Array,
  ): Promise<{ kind: "frame"; frame: DownFrame } | { kind: "bad"; why: string }>;
};

/** Frames as they travel: nobody on the way can read, change or make one up. */
export function createSealedWire(keys: WireKeys): SealedWire {
  const { deviceId, signer: by, centre: to, openers, verifiers } = keys;
  return {
    up: (plain) => writeEnvelope({ voice: "up", deviceId, to, by }, plain),
    status: (status) => writeEnvelope({ voice: "status", deviceId, to, by }, packStatus(status)),
    async read(bytes) {
      const opened = await openEnvelope({ voice: "down", deviceId, openers, verifiers }, bytes);
      return opened.kind === "bad" ? opened : readDown(opened.plain);
    },
  };
}

function packStatus(status: DeviceStatus): Uint8Array {
  return packUp({ kind: "status", status });
}
