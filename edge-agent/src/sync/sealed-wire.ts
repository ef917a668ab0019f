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

type ReadFrame = { kind: "frame"; frame: DownFrame } | { kind: "bad"; why: string };

export type SealedWire = {
  /** Seals and signs what is packed already. */
  up(plain: Uint8Array): Promise<Uint8Array>;
  status(status: DeviceStatus): Promise<Uint8Array>;
  read(bytes: Uint8Array): Promise<ReadFrame>;
};

/** Frames as they travel: nobody on the way can read, change or make one up. `keys`: those of now, as they are renewed. */
export function createSealedWire(keys: () => WireKeys): SealedWire {
  function write(voice: "up" | "status", plain: Uint8Array): Promise<Uint8Array> {
    const { deviceId, centre: to, signer: by } = keys();
    return writeEnvelope({ voice, deviceId, to, by }, plain);
  }
  return {
    up: (plain) => write("up", plain),
    status: (status) => write("status", packUp({ kind: "status", status })),
    async read(bytes) {
      const { deviceId, openers, verifiers } = keys();
      const opened = await openEnvelope({ voice: "down", deviceId, openers, verifiers }, bytes);
      return opened.kind === "bad" ? opened : readDown(opened.plain);
    },
  };
}
