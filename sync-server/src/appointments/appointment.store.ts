import { AppointmentDay, type DeviceId, type SiteId, type StaffId } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

const json = z.string().transform((text): unknown => JSON.parse(text));
const Row = z
  .object({ day: z.string(), key: z.string(), appointments: json })
  .transform((row) => AppointmentDay.parse(row));

const columns = `day, key_hex as key, cards_json as appointments`;

/** The lists of days, as the devices of a site get them. */
export function createAppointmentStore(sql: Sql) {
  return {
    /** Held until the transaction ends. */
    async lock(siteId: SiteId, day: string): Promise<AppointmentDay | undefined> {
      const text = `select ${columns} from appointment_day
        where site_id = :siteId and day = :day for update`;
      return Row.optional().parse(await sql.get(text, { siteId, day }));
    },
    async save(siteId: SiteId, list: AppointmentDay, at: string, by: StaffId): Promise<void> {
      await sql.run(
        `insert into appointment_day (site_id, day, key_hex, cards_json, imported_at, imported_by)
         values (:siteId, :day, :key, :cards, :at, :by)
         on conflict (site_id, day) do update set key_hex = excluded.key_hex,
           cards_json = excluded.cards_json, imported_at = excluded.imported_at,
           imported_by = excluded.imported_by`,
        {
          ...{ siteId, at, by, day: list.day, key: list.key },
          cards: JSON.stringify(list.appointments),
        },
      );
    },
    /** Of the site where it stands. */
    async forDevice(deviceId: DeviceId, from: string): Promise<AppointmentDay[]> {
      const text = `select ${columns} from appointment_day join device using (site_id)
        where device_id = :deviceId and day >= :from order by day`;
      return (await sql.all(text, { deviceId, from })).map((row) => Row.parse(row));
    },
    forgetBefore: (day: string): Promise<number> =>
      sql.run("delete from appointment_day where day < :day", { day }),
  };
}
