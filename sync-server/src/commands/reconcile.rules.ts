import type { CommandAction, CommandAlert, CommandId, DeviceId } from "@drop-in/contracts";

export type Wished = {
  commandId: CommandId;
  deviceId: DeviceId;
  action: CommandAction;
  counter: number | null;
};

/** One event of a device about a command. `unsigned`: refused, and its signature was not believed, so it names none. */
export type Told = {
  deviceId: DeviceId;
  commandId: CommandId | null;
  what: "accepted" | "done" | "failed" | "refused" | "unsigned";
  action: CommandAction | null;
  counter: number | null;
  at: string;
};

/**
 * Holds what devices did against what was wished. Whoever steals the signing key leaves no wish; whoever
 * changes the record leaves a device that says otherwise.
 */
export function reconcile(wishes: readonly Wished[], told: readonly Told[]): CommandAlert[] {
  const wishOf = new Map(wishes.map((wish) => [wish.commandId, wish]));
  const accepted = new Set<string>();
  const ended = new Set<string>();
  return told.flatMap((one): CommandAlert[] => {
    const { deviceId, commandId, at } = one;
    const alert = (kind: CommandAlert["kind"]): CommandAlert[] => [
      { kind, deviceId, commandId, at },
    ];
    if (one.what === "unsigned") return alert("not-signed");
    const wish = commandId === null ? undefined : wishOf.get(commandId);
    const key = `${deviceId} ${commandId}`;
    const hadBegun = accepted.has(key);
    const hadEnded = ended.has(key);
    if (one.what === "accepted") accepted.add(key);
    if (isEnd(one)) ended.add(key);
    if (!wish || wish.deviceId !== deviceId) return alert("nobody-wished-it");
    if (one.what === "accepted") {
      if (hadBegun) return alert("done-twice");
      return isAsWished(wish, one) ? [] : alert("other-than-wished");
    }
    if (!isEnd(one)) return [];
    if (hadEnded) return alert("done-twice");
    return hadBegun ? [] : alert("done-without-accepting");
  });
}

const isEnd = ({ what }: Told): boolean => what === "done" || what === "failed";

function isAsWished(wish: Wished, { action, counter }: Told): boolean {
  return wish.counter === counter && action !== null && sayOf(wish.action) === sayOf(action);
}

const sayOf = (action: CommandAction): string =>
  action.type === "open-slot" ? `${action.type} ${action.machineId} ${action.slotId}` : action.type;
