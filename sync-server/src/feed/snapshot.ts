import type { DeviceId, FeedItem, StaffCard } from "@drop-in/contracts";
import { siteDay } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { SigningKey } from "../adapters/signing-key.ts";
import { type Content, contentItems } from "../content/publish.ts";
import type { Stores } from "../stores.ts";
import { collectionItems } from "./feed.rules.ts";

type Parts = Content & {
  key: Pick<SigningKey, "keyId" | "publicKeyPem">;
  cards: (staff: Stores["staff"]) => Promise<StaffCard[]>;
  clock: Clock;
  timeZone: string;
};

/** Everything a device must know that has no past, or too long a one. */
export function createSnapshot(parts: Parts) {
  const { key, cards, clock, timeZone } = parts;
  const same = contentItems(parts).map(({ item }) => item);

  return async (within: Stores, deviceId: DeviceId): Promise<FeedItem[]> => {
    const now = clock();
    const days = await within.appointments.forDevice(deviceId, siteDay(now, timeZone));
    const { progress, messages } = await within.submissions.held(now.toISOString());
    return [
      {
        type: "collection-keys.set",
        codeSalt: await within.devices.codeSalt(deviceId),
        signingKeys: [{ keyId: key.keyId, publicKeyPem: key.publicKeyPem }],
      },
      ...same,
      { type: "staff.set", staff: await cards(within.staff) },
      ...days.map((day): FeedItem => ({ type: "appointments.set", day })),
      ...messages.map((message): FeedItem => ({ type: "message.set", message })),
      ...progress.map((one): FeedItem => ({ type: "progress.set", progress: one })),
      ...(await within.recalls.active()).map(
        (recall): FeedItem => ({ type: "recall.set", recall }),
      ),
      ...collectionItems(await within.collections.ofDevice(deviceId, now.toISOString())),
    ];
  };
}
