import type { DeviceId, HelpId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type HelpStore = ReturnType<typeof createHelpStore>;

/** "Get a person", pressed on a screen and not yet answered. */
export function createHelpStore(db: Db) {
  const ask = db.prepare(
    "insert into help (help_id, device_id, asked_at) values (?, ?, ?) on conflict do nothing",
  );
  const answer = db.prepare("update help set answered_at = ? where help_id = ?");
  const countOpen = db.prepare<[string], { deviceId: string; count: number }>(
    `select device_id as deviceId, count(*) as count from help
     where answered_at is null and asked_at >= ? group by device_id`,
  );

  return {
    asked(helpId: HelpId, deviceId: DeviceId, at: string): void {
      ask.run(helpId, deviceId, at);
    },
    answered(helpId: HelpId, at: string): void {
      answer.run(at, helpId);
    },
    /** Device id → open calls for help since a moment. */
    openSince(at: string): Map<string, number> {
      return new Map(countOpen.all(at).map(({ deviceId, count }) => [deviceId, count]));
    },
  };
}
