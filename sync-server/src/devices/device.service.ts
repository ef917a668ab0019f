import { type DeviceId, DeviceStatus, type Epoch, type UpFrame } from "@drop-in/contracts";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import type { Log } from "../adapters/log.ts";
import type { CollectionStore } from "../collections/collection.store.ts";
import type { Changes } from "../record/changes.ts";
import type { StockStore } from "../stock/stock.store.ts";
import { admit } from "./admit.ts";
import { heardAt, type LatestStatus, replaces } from "./device.rules.ts";
import type { DeviceStore } from "./device.store.ts";

export type DeviceService = ReturnType<typeof createDeviceService>;

type Parts = {
  devices: DeviceStore;
  collections: CollectionStore;
  stock: StockStore;
  chance: Chance;
  changes: Changes;
  clock: Clock;
  log: Log;
};

type Hello = Extract<UpFrame, { kind: "hello" }>;

/** Who the devices are, and their latest word. A status is not kept on disk: only the newest counts. */
export function createDeviceService({
  devices,
  collections,
  stock,
  chance,
  changes,
  clock,
  log,
}: Parts) {
  const epochs = devices.epochs();
  const latest = new Map<DeviceId, LatestStatus>();

  return {
    /** Whether this is a device we know, with the database we know it by. */
    isPresent: (deviceId: DeviceId, epoch: Epoch): boolean => epochs.get(deviceId) === epoch,
    known: (): DeviceId[] => [...epochs.keys()],

    greet(deviceId: DeviceId, hello: Hello, at: string): "known" | "reborn" | "refused" {
      if (admit(deviceId) === "refused") return "refused";
      const { siteId, siteName, version, epoch } = hello;
      const before = epochs.get(deviceId);
      const about = { deviceId, siteId, siteName, version, epoch, lastHeardAt: at };
      devices.save(about, chance.newSalt());
      epochs.set(deviceId, epoch);
      if (before === undefined) log.info({ event: "device.admitted", deviceId });
      return before === epoch ? "known" : "reborn";
    },
    /** Its database is another than before: nothing the old one was trusted with is certain now. */
    reborn(deviceId: DeviceId, at: string): void {
      stock.forgetDevice(deviceId);
      collections.deviceReborn(deviceId, at);
    },
    heard: devices.heard,

    statusArrived(deviceId: DeviceId, bytes: Uint8Array, retained: boolean): void {
      const parsed = DeviceStatus.safeParse(parseJson(bytes));
      if (!parsed.success || parsed.data.deviceId !== deviceId || !epochs.has(deviceId)) {
        log.warn({ event: "device.status-refused", deviceId });
        return;
      }
      const status = parsed.data;
      const before = latest.get(deviceId);
      if (!replaces(before?.status, status)) return;
      latest.set(deviceId, { status, heardAt: heardAt(status, clock(), retained) });
      if (before?.status.online !== status.online) {
        log.info({ event: status.online ? "device.came" : "device.went", deviceId });
      }
      changes.announce();
    },
    latest: (deviceId: DeviceId): LatestStatus | undefined => latest.get(deviceId),
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
