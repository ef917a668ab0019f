import { DeviceSettings } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type DeviceSettingsStore = ReturnType<typeof createDeviceSettingsStore>;

/** What the centre has set of this hub. What it has not stays as the box was set up. */
export function createDeviceSettingsStore(db: Db) {
  const select = db.prepare<[], string>("select settings_json from device_settings").pluck();
  const upsert = db.prepare(`
    insert into device_settings (only_row, settings_json) values (1, ?)
    on conflict (only_row) do update set settings_json = excluded.settings_json`);

  return {
    get(): DeviceSettings {
      const json = select.get();
      return json === undefined ? {} : DeviceSettings.parse(JSON.parse(json));
    },
    set(settings: DeviceSettings): void {
      upsert.run(JSON.stringify(settings));
    },
  };
}
