import { AppointmentDay } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type AppointmentStore = ReturnType<typeof createAppointmentStore>;

/** Who has an appointment on a day, as tokens: no name is here. */
export function createAppointmentStore(db: Db) {
  const upsert = db.prepare(`
    insert into appointment_day (day, day_json) values (?, ?)
    on conflict (day) do update set day_json = excluded.day_json`);
  const select = db
    .prepare<[string], string>("select day_json from appointment_day where day = ?")
    .pluck();
  const selectDays = db.prepare<[], string>("select day from appointment_day").pluck();
  const remove = db.prepare("delete from appointment_day where day = ?");

  function find(day: string): AppointmentDay | undefined {
    const json = select.get(day);
    return json === undefined ? undefined : AppointmentDay.parse(JSON.parse(json));
  }

  return {
    set(day: AppointmentDay): void {
      upsert.run(day.day, JSON.stringify(day));
    },
    find,
    keepOnly(days: ReadonlySet<string>): void {
      for (const day of selectDays.all()) if (!days.has(day)) remove.run(day);
    },
  };
}
