import type { CallbackId, CallbackReach, CallbackWishes, Sealed } from "@drop-in/contracts";
import { afterDevice, type DeviceFact, triageDueAt } from "./callback.rules.ts";
import type { CallbackStore, Pressed, ToldCallback } from "./callback.store.ts";

type Change = (before: ToldCallback) => ToldCallback;
type NewlyPressed = Omit<Pressed, "triageDueAt"> & { callbackId: CallbackId };

/** What a batch says of call-backs. The team may have begun with one already, so what is there is read and locked first. */
export function foldCallbacks(callbacks: CallbackStore) {
  const pressed: NewlyPressed[] = [];
  const changes: { callbackId: CallbackId; change: Change }[] = [];
  const change = (callbackId: CallbackId, how: Change): void =>
    void changes.push({ callbackId, change: how });

  return {
    pressed: (how: NewlyPressed): void => void pressed.push(how),
    asked: (
      callbackId: CallbackId,
      reach: CallbackReach,
      sealed: Sealed | null,
      at: string,
    ): void => change(callbackId, (before) => ({ ...moved(before, "asked", at), reach, sealed })),
    wished: (callbackId: CallbackId, wishes: CallbackWishes, at: string): void =>
      change(callbackId, (before) => ({ ...before, wishes, changedAt: at })),
    withdrawn: (callbackId: CallbackId, at: string): void =>
      change(callbackId, (before) => moved(before, "withdrawn", at)),
    abandoned: (callbackId: CallbackId, at: string): void =>
      change(callbackId, (before) => moved(before, "abandoned", at)),
    async save(): Promise<void> {
      const ids = [...pressed, ...changes].map(({ callbackId }) => callbackId);
      if (ids.length === 0) return;
      const known = await callbacks.lockAll(ids);
      const fresh = new Map<CallbackId, Pressed & ToldCallback>();
      for (const one of pressed) {
        if (!known.has(one.callbackId) && !fresh.has(one.callbackId)) {
          fresh.set(one.callbackId, newCallback(one));
        }
      }
      const changed = new Map<CallbackId, ToldCallback>();
      for (const { callbackId, change } of changes) {
        const here = fresh.get(callbackId);
        if (here) fresh.set(callbackId, { ...here, ...change(here) });
        const before = changed.get(callbackId) ?? known.get(callbackId);
        if (before) changed.set(callbackId, change(before));
      }
      if (fresh.size > 0) await callbacks.add([...fresh.values()]);
      if (changed.size > 0) await callbacks.keep([...changed.values()]);
    },
  };
}

function moved(before: ToldCallback, fact: DeviceFact, at: string): ToldCallback {
  return { ...before, state: afterDevice(before.state, fact), changedAt: at };
}

function newCallback(pressed: NewlyPressed): Pressed & ToldCallback {
  const { pressedAt } = pressed;
  const blank = {
    state: "pressed",
    reach: null,
    wishes: null,
    sealed: null,
    changedAt: pressedAt,
  } as const;
  return { ...pressed, ...blank, triageDueAt: triageDueAt(pressedAt) };
}
