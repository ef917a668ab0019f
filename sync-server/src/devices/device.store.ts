import {
  type DeviceId,
  DeviceId as DeviceIdSchema,
  Epoch as EpochSchema,
  SiteId,
} from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

const Device = z.object({
  deviceId: DeviceIdSchema,
  siteId: SiteId,
  siteName: z.string(),
  version: z.string(),
  epoch: EpochSchema,
  lastHeardAt: z.string(),
});
export type Device = z.infer<typeof Device>;

const columns = `device_id as "deviceId", site_id as "siteId", site_name as "siteName", version,
  epoch, last_heard_at as "lastHeardAt"`;
const selectOne = `select ${columns} from device where device_id = :deviceId`;
const selectSites = `select ${columns} from device order by site_name, device_id`;
const upsert = `insert into device
    (device_id, site_id, site_name, version, epoch, code_salt, admitted_at, last_heard_at)
  values (:deviceId, :siteId, :siteName, :version, :epoch, :codeSalt, :lastHeardAt, :lastHeardAt)
  on conflict (device_id) do update set site_id = excluded.site_id,
    site_name = excluded.site_name, version = excluded.version, epoch = excluded.epoch,
    last_heard_at = excluded.last_heard_at`;

/** The devices this centre has admitted. */
export function createDeviceStore(sql: Sql) {
  async function one(text: string, deviceId: DeviceId): Promise<Device | undefined> {
    return Device.optional().parse(await sql.get(text, { deviceId }));
  }

  return {
    find: (deviceId: DeviceId): Promise<Device | undefined> => one(selectOne, deviceId),
    /** Held until the transaction ends: one hello of a device at a time. */
    lock: (deviceId: DeviceId): Promise<Device | undefined> =>
      one(`${selectOne} for update`, deviceId),
    all: async (): Promise<Device[]> =>
      (await sql.all(selectSites)).map((row) => Device.parse(row)),
    /** The salt is given once, at admission, and stays. */
    async save(device: Device, newSalt: string): Promise<void> {
      await sql.run(upsert, { ...device, codeSalt: newSalt });
    },
    async heard(heard: readonly (readonly [DeviceId, string])[]): Promise<void> {
      await sql.updateMany({
        ...{ table: "device", key: { device_id: "text" }, set: { last_heard_at: "text" } },
        rows: heard,
      });
    },
    async standAt(
      places: readonly Pick<Device, "deviceId" | "siteId" | "siteName">[],
    ): Promise<void> {
      await sql.updateMany({
        ...{ table: "device", key: { device_id: "text" } },
        set: { site_id: "text", site_name: "text" },
        rows: places.map(({ deviceId, siteId, siteName }) => [deviceId, siteId, siteName]),
      });
    },
    async codeSalt(deviceId: DeviceId): Promise<string> {
      const text = `select code_salt as salt from device where device_id = :deviceId`;
      return z.object({ salt: z.string() }).parse(await sql.get(text, { deviceId })).salt;
    },
    async ofSite(siteId: SiteId): Promise<DeviceId[]> {
      const rows = await sql.all(
        `select device_id as "deviceId" from device where site_id = :siteId order by device_id`,
        { siteId },
      );
      return rows.map((row) => z.object({ deviceId: DeviceIdSchema }).parse(row).deviceId);
    },
    /** Those after one, in the order of their ids; all of them in some turns. */
    async idsAfter(after: string, limit: number): Promise<DeviceId[]> {
      const rows = await sql.all(
        `select device_id as "deviceId" from device where device_id > :after
         order by device_id limit :limit`,
        { after, limit },
      );
      return rows.map((row) => z.object({ deviceId: DeviceIdSchema }).parse(row).deviceId);
    },
  };
}
