import { Sealed } from "@drop-in/contracts";
import { type Recipient, sealPersonal } from "@drop-in/foundation";

/** Seals personal fields to the centre, for one thing of this device. */
export type SealFields = (about: { type: string; id: string }, fields: object) => Promise<Sealed>;

export const sealFieldsTo =
  (centre: Recipient, deviceId: string): SealFields =>
  async (about, fields) =>
    Sealed.parse(await sealPersonal(centre, { ...about, deviceId }, fields));
