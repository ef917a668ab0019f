import { Sealed } from "@drop-in/contracts";
import { type Recipient, sealPersonal } from "@drop-in/foundation";

/** Seals personal fields to the centre, for one thing of this device. */
export type SealFields = (about: { type: string; id: string }, fields: object) => Promise<Sealed>;

type Ends = { deviceId: string; centre: Recipient };

/** `ends`: this device, and the centre's key of now. */
export const sealFieldsBetween =
  (ends: () => Ends): SealFields =>
  async (about, fields) => {
    const { deviceId, centre } = ends();
    return Sealed.parse(await sealPersonal(centre, { ...about, deviceId }, fields));
  };
