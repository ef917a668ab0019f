import type { DeviceId } from "@drop-in/contracts";
import { packDown, readEnvelope, readUp, type Voice } from "@drop-in/contracts/wire";
import { type OpenSealed, openEnvelope, type Signer, writeEnvelope } from "@drop-in/foundation";
import type { DeviceKeys, KeysOfDevice } from "../enrolment/device-keys.ts";
import type { Frames } from "./frames.ts";

type Parts = {
  deviceKeys: Pick<DeviceKeys, "keysOf" | "heardWith">;
  centre: {
    signer: Signer;
    openers(): ReadonlyMap<string, OpenSealed>;
    /** Another process may have made a key since. */
    opener(keyId: string): Promise<OpenSealed | undefined>;
  };
};

/** Frames as they travel: only from a device that is enrolled, and only for it to read. */
export function createSealedFrames({ deviceKeys, centre }: Parts): Frames {
  async function open(deviceId: DeviceId, voice: Voice, bytes: Uint8Array) {
    const envelope = readEnvelope(bytes);
    if (envelope.kind === "bad") return envelope;
    const keys = await deviceKeys.keysOf(deviceId);
    if (keys.standing !== "enrolled") return { kind: "bad", why: keys.standing } as const;
    await centre.opener(envelope.envelope.recipient);
    const verifiers = new Map(keys.keys.map(({ verifier }) => [verifier.keyId, verifier]));
    const openers = centre.openers();
    const opened = await openEnvelope({ voice, deviceId, openers, verifiers }, bytes);
    if (opened.kind === "opened") await deviceKeys.heardWith(deviceId, envelope.envelope.signer);
    return opened;
  }

  return {
    async open(deviceId, voice, bytes) {
      const opened = await open(deviceId, voice, bytes);
      return opened.kind === "bad" ? opened : readUp(opened.plain);
    },
    async close(deviceId, frame) {
      const { present }: KeysOfDevice = await deviceKeys.keysOf(deviceId);
      if (!present) return undefined;
      const to = present.recipient;
      return writeEnvelope({ voice: "down", deviceId, to, by: centre.signer }, packDown(frame));
    },
  };
}
