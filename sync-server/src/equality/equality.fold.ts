import type { DeviceId, EqualityRow } from "@drop-in/contracts";
import type { EqualityStore } from "./equality.store.ts";

/** What a batch brings of answers about who comes. */
export function foldEquality(equality: EqualityStore) {
  const arrived: { deviceId: DeviceId; rows: readonly EqualityRow[] }[] = [];
  return {
    answered: (deviceId: DeviceId, rows: readonly EqualityRow[]): void =>
      void arrived.push({ deviceId, rows }),
    async save(): Promise<void> {
      for (const { deviceId, rows } of arrived) await equality.add(deviceId, rows);
    },
  };
}
