import { type DeviceId, DeviceStatus, type Epoch, type UpFrame } from "@drop-in/contracts";
import type { Changes, Log } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import type { CollectionStore } from "../collections/collection.store.ts";
import type { StockStore } from "../stock/stock.store.ts";
import { admit } from "./admit.ts";
import { heardAt, type LatestStatus, replaces } from "./device.rules.ts";
import type { Device, DeviceStore } from "./device.store.ts";

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
  const present = new Map(devices.all().map((device) => [device.deviceId, device]));
  const latest = new Map<DeviceId, LatestStatus>();

  return {
    /** Whether this is a device we know, with the database we know it by. */
    isPresent: (deviceId: DeviceId, epoch: Epoch): boolean =>
      present.get(deviceId)?.epoch === epoch,
    known: (): DeviceId[] => [...present.keys()],
    all: (): Device[] => [...present.values()],

    greet(deviceId: DeviceId, hello: Hello, at: string): "known" | "reborn" | "refused" {
      if (admit(deviceId) === "refused") return "refused";
      const { siteId, siteName, version, epoch } = hello;
      const before = devices.find(deviceId); // from disk: a greeting that failed to commit never was
      const about = { deviceId, siteId, siteName, version, epoch, lastHeardAt: at };
      present.set(deviceId, about);
      // Idle devices say hello every period; only what is news goes to disk.
      if (!before || isNews(before, about)) devices.save(about, chance.newSalt());
      if (!before) log.info({ event: "device.admitted", deviceId });
      return before?.epoch === epoch ? "known" : "reborn";
    },
    /** Its database is another than before: nothing the old one was trusted with is certain now. */
    reborn(deviceId: DeviceId, at: string): void {
      stock.forgetDevice(deviceId);
      collections.deviceReborn(deviceId, at);
    },
    heard(deviceId: DeviceId, at: string): void {
      const device = present.get(deviceId);
      if (device) present.set(deviceId, { ...device, lastHeardAt: at });
      devices.heard(deviceId, at);
    },

    statusArrived(deviceId: DeviceId, bytes: Uint8Array, retained: boolean): void {
      const parsed = DeviceStatus.safeParse(parseJson(bytes));
      if (!parsed.success || parsed.data.deviceId !== deviceId || !present.has(deviceId)) {
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

function isNews(before: Device, now: Device): boolean {
  const { siteId, siteName, version, epoch } = before;
  const same = siteId === now.siteId && siteName === now.siteName;
  return !same || version !== now.version || epoch !== now.epoch;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
