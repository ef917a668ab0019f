import {
  type DeviceId,
  DeviceId as DeviceIdSchema,
  Epoch as EpochSchema,
  SiteId,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { z } from "zod";

export type DeviceStore = ReturnType<typeof createDeviceStore>;

const Device = z.object({
  deviceId: DeviceIdSchema,
  siteId: SiteId,
  siteName: z.string(),
  version: z.string(),
  epoch: EpochSchema,
  lastHeardAt: z.string(),
});
export type Device = z.infer<typeof Device>;

export function createDeviceStore(db: Db) {
  const select = `select device_id as deviceId, site_id as siteId, site_name as siteName, version,
    epoch, last_heard_at as lastHeardAt from device`;
  const selectOne = db.prepare(`${select} where device_id = ?`);
  const selectAll = db.prepare(`${select} order by site_name, device_id`);
  const upsert = db.prepare(
    `insert into device (device_id, site_id, site_name, version, epoch, code_salt, admitted_at,
       last_heard_at)
     values (:deviceId, :siteId, :siteName, :version, :epoch, :codeSalt, :lastHeardAt, :lastHeardAt)
     on conflict (device_id) do update set site_id = :siteId, site_name = :siteName,
       version = :version, epoch = :epoch, last_heard_at = :lastHeardAt`,
  );
  const hear = db.prepare("update device set last_heard_at = ? where device_id = ?");
  const salt = db
    .prepare<[string], string>("select code_salt from device where device_id = ?")
    .pluck();

  return {
    find(deviceId: DeviceId): Device | undefined {
      const row = selectOne.get(deviceId);
      return row === undefined ? undefined : Device.parse(row);
    },
    all: (): Device[] => selectAll.all().map((row) => Device.parse(row)),
    /** The salt is given once, at admission, and stays. */
    save(device: Device, newSalt: string): void {
      upsert.run({ ...device, codeSalt: newSalt });
    },
    heard(deviceId: DeviceId, at: string): void {
      hear.run(at, deviceId);
    },
    codeSalt(deviceId: DeviceId): string {
      const found = salt.get(deviceId);
      if (found === undefined) throw new Error(`${deviceId} was never admitted`);
      return found;
    },
  };
}
