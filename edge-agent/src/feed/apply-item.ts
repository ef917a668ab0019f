import { assertNever, type FeedItem } from "@drop-in/contracts";
import type { createAppointmentService } from "../appointments/appointment.service.ts";
import type { CatalogueStore } from "../catalogue/catalogue.store.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import type { KeysStore } from "../collections/keys.store.ts";
import type { PlanogramService } from "../commissioning/planogram.service.ts";
import type { ContentStore } from "../content/content.store.ts";
import type { MessageStore } from "../messages/message.store.ts";
import type { RecallService } from "../recalls/recall.service.ts";
import type { StaffStore } from "../staff/staff.store.ts";
import type { ProgressStore } from "../words/progress.store.ts";
import type { DeviceSettingsStore } from "./device-settings.store.ts";

export type Appliers = {
  deviceSettings: DeviceSettingsStore;
  content: ContentStore;
  catalogue: CatalogueStore;
  planogram: Pick<PlanogramService, "set" | "settle">;
  staff: Pick<StaffStore, "set">;
  keys: KeysStore;
  appointments: Pick<ReturnType<typeof createAppointmentService>, "set" | "keepOnly">;
  collections: Pick<CollectionService, "pin" | "extendLease" | "release" | "revoke" | "keepOnly">;
  recalls: Pick<RecallService, "set" | "lift" | "keepOnly">;
  messages: MessageStore;
  progress: ProgressStore;
};

/** Whose each item is. In the transaction that moves the cursor. */
export function applyItem(to: Appliers, item: FeedItem): void {
  switch (item.type) {
    case "settings.set":
      return to.deviceSettings.set(item.settings);
    case "content.set":
      return to.content.set(item.pack);
    case "catalogue.set":
      return to.catalogue.set(item.catalogue);
    case "planogram.set":
      return to.planogram.set(item.plan);
    case "staff.set":
      return to.staff.set(item.staff);
    case "collection-keys.set":
      return to.keys.set({ codeSalt: item.codeSalt, signingKeys: item.signingKeys });
    case "appointments.set":
      return to.appointments.set(item.day);
    case "collection.pinned":
      return to.collections.pin(item.collection);
    case "collection.lease-extended":
      return to.collections.extendLease(item.collectionId, item.leaseUntil);
    case "collection.release-asked":
      return to.collections.release(item.collectionId, item.pin);
    case "collection.revoked":
      return to.collections.revoke(item.collectionId);
    case "recall.set":
      return to.recalls.set(item.recall);
    case "recall.lifted":
      return to.recalls.lift(item.recallId);
    case "message.set":
      return to.messages.set(item.message);
    case "progress.set":
      return to.progress.set(item.progress);
    case "message.taken-back":
      return to.messages.takeBack(item.messageId);
    default:
      return assertNever(item);
  }
}

/** A snapshot is everything there is: what it does not name, of what comes and goes, is no more. */
export function forgetUnnamed(to: Appliers, items: readonly FeedItem[]): void {
  const named = (idOf: (item: FeedItem) => string | undefined) =>
    new Set(items.flatMap((item) => idOf(item) ?? []));
  if (!items.some(({ type }) => type === "settings.set")) to.deviceSettings.set({});
  to.content.keepOnly(
    named((item) => (item.type === "content.set" ? item.pack.packId : undefined)),
  );
  to.appointments.keepOnly(
    named((item) => (item.type === "appointments.set" ? item.day.day : undefined)),
  );
  to.messages.keepOnly(
    named((item) => (item.type === "message.set" ? item.message.messageId : undefined)),
  );
  to.progress.keepOnly(
    named((item) => (item.type === "progress.set" ? item.progress.submissionId : undefined)),
  );
  to.recalls.keepOnly(
    named((item) => (item.type === "recall.set" ? item.recall.recallId : undefined)),
  );
  const pinned = named((item) =>
    item.type === "collection.pinned" ? item.collection.collectionId : undefined,
  );
  to.collections.keepOnly(pinned);
}
