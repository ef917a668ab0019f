import type { Timer, WallClock } from "../adapters/real-time.ts";
import { type KeypadFault, type KeypadStore, turnOnce } from "./world.ts";

type Options = {
  timer: Timer;
  now: WallClock;
  store: KeypadStore;
  motorTurnMs: number;
  has: (fault: KeypadFault) => boolean;
  say: (key: string, ...parts: string[]) => void;
  show: (text: string) => void;
  /** The machine has told its result and takes the next customer. */
  done: () => void;
};

const LATE_MS = 75_000;

/** The coils of a keypad machine, and what its controller says of a turn. What was approved is dispensed. */
export function createKeypadMotor(options: Options) {
  const { timer, now, store, motorTurnMs, has, say, show, done } = options;
  let turning: string | undefined;

  /** `hears`: nobody has reset the bus since the approval. */
  function finish(slotId: string, hears: boolean) {
    const { world, sensed } = turnOnce(store.get(), slotId, now());
    store.set(world);
    turning = undefined;
    show(sensed ? "Thank you" : "Sorry");
    if (!hears || has("silence-after-approval")) return;
    if (has("unknown-error")) say("c", "ERR", '"VEND 9"');
    else if (has("late-success")) timer(LATE_MS, () => say("c", "VEND", "SUCCESS"));
    else if (sensed) say("c", "VEND", "SUCCESS");
    else say("c", "ERR", '"VEND 3"');
    if (has("duplicate-success")) say("c", "VEND", "SUCCESS");
    done();
  }

  return {
    turning: () => turning ?? null,
    turn(slotId: string, hears: () => boolean): void {
      turning = slotId;
      show("Vending");
      timer(motorTurnMs, () => finish(slotId, hears()));
    },
  };
}
