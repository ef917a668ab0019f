import type { LockBits } from "./lock-boards.ts";
import type { LockerSettings } from "./locker-settings.ts";

/** One compartment, as far as it is known. */
export type DoorState = {
  door: "open" | "closed" | "unknown";
  item: "present" | "absent" | "unknown";
};

export const unknownDoor: DoorState = { door: "unknown", item: "unknown" };

type Meaning = Pick<LockerSettings, "closedBit" | "presentBit" | "itemSensorTrusted">;

/** Bits get a meaning only from what was learnt on this machine; a sensor nobody tested says nothing. */
export function doorStateOf({ hook, item }: LockBits, meaning: Meaning): DoorState {
  const { closedBit, presentBit, itemSensorTrusted } = meaning;
  const sees = itemSensorTrusted && presentBit !== undefined && item !== null;
  return {
    door:
      closedBit === undefined || hook === null ? "unknown" : hook === closedBit ? "closed" : "open",
    item: sees ? (item === presentBit ? "present" : "absent") : "unknown",
  };
}
