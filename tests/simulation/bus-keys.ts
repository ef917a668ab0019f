import { DeviceId } from "@drop-in/contracts";
import {
  makeSealingPair,
  makeSigningKey,
  openerOf,
  recipientOf,
  signerOf,
  toRaw,
  verifierOf,
} from "@drop-in/foundation";
import type { WireKeys } from "../../edge-agent/src/sync/sealed-wire.ts";

export type BusKeys = Awaited<ReturnType<typeof makeBusKeys>>;

export const bus = DeviceId.parse("bus-2");

/** Real keys on both sides: nothing on the line can be read. */
export async function makeBusKeys() {
  const [ours, theirs] = [await makeSealingPair(), await makeSealingPair()];
  const [device, centre] = [signerOf(makeSigningKey()), signerOf(makeSigningKey())];
  const [deviceOpener, centreOpener] = [await openerOf(ours), await openerOf(theirs)];
  const centreVerifier = verifierOf(centre.publicKey);
  const wire: WireKeys = {
    ...{ deviceId: bus, signer: device, centre: await recipientOf(theirs.publicKey) },
    openers: new Map([[deviceOpener.keyId, deviceOpener.open]]),
    verifiers: new Map([[centreVerifier.keyId, centreVerifier]]),
  };
  return {
    wire,
    /** As its certificate has them. */
    certified: { signingKey: toRaw(device.publicKey), sealingKey: toRaw(ours.publicKey) },
    centre: {
      signer: centre,
      openers: () => new Map([[centreOpener.keyId, centreOpener.open]]),
      opener: async () => centreOpener.open,
    },
  };
}
