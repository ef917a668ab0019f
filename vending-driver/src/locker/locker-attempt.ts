import type { Timer } from "../timer.ts";
import type { DispenseOutcome, LastKnown, Progress } from "../vending-machine.ts";
import type { DoorState } from "./door-state.ts";
import type { LockerSettings } from "./locker-settings.ts";

export type LockerAttempt = {
  /** The door as it was just read. */
  see(now: DoorState): void;
  /** The board was asked, and did not answer this time. */
  blind(): void;
  /** The line or the board is gone. */
  lost(): void;
  openAgain(): boolean;
};

type Options = {
  settings: LockerSettings;
  timer: Timer;
  /** The compartment before the pulse. */
  before: DoorState;
  /** Gives one pulse; `onSending` is asked in the same turn, before the bytes leave, and may call it off. */
  pulse: (onSending: () => boolean) => void;
  onProgress: (progress: Progress) => void;
  onOutcome: (outcome: DispenseOutcome) => void;
};

/** One look may fall on a bouncing contact; this many of the same in a row are believed. */
const LOOKS = 2;

/**
 * One compartment opened for one person. That it opened is seen; that nothing was taken wants two witnesses,
 * the door that never opened and a tested sensor that sees the item, because one of them may be stuck.
 */
export function createLockerAttempt(options: Options): LockerAttempt {
  const { settings, timer, before, pulse, onProgress, onOutcome } = options;
  let last: LastKnown | undefined;
  let seen = before;
  /** Looks in a row that found it shut, or empty, since the last pulse or the last silence. */
  let looksShut = 0;
  let looksEmpty = 0;
  let opened = false;
  let pulses = 0;
  let mayAsk = false;
  let over = false;
  let shown: Progress | undefined;
  let cancelStep = () => {};
  // A write that never leaves is found out by its absence.
  const cancelUnsent = timer(settings.offlineAfterMs, () => lost());

  give();

  function give() {
    pulses += 1;
    mayAsk = false;
    pulse(() => {
      if (over) return false;
      looksShut = 0;
      cancelUnsent();
      last ??= "go-sent";
      show("go-sent");
      cancelStep();
      cancelStep = opened
        ? timer(settings.takeWithinMs, left)
        : timer(settings.opensWithinMs, shut);
      return true;
    });
  }

  function see(now: DoorState) {
    if (over || last === undefined) return;
    seen = now;
    looksShut = now.door === "closed" ? looksShut + 1 : 0;
    looksEmpty = now.item === "absent" ? looksEmpty + 1 : 0;
    if (now.door === "open" && !opened) {
      opened = true;
      last = "moving";
      standsOpen();
      // Nothing more to learn: a door that opened is all this machine can see.
      if (before.item !== "present") return finish({ kind: "dispensed", proof: "presumed" });
    }
    if (before.item === "present" && looksEmpty >= LOOKS) {
      return finish({ kind: "dispensed", proof: opened ? "confirmed" : "presumed" });
    }
    if (opened && now.door === "open" && shown !== "door-open") standsOpen();
    const shutOnIt = looksShut >= LOOKS && now.item === "present";
    if (opened && shutOnIt && shown === "door-open") closedOnItem();
  }

  function standsOpen() {
    mayAsk = false;
    show("door-open");
    cancelStep();
    cancelStep = timer(settings.takeWithinMs, left);
  }

  /** What was seen before a silence proves nothing about the time after it. */
  function blind() {
    looksShut = 0;
    looksEmpty = 0;
  }

  /** Shut since the pulse. The person may ask for one more; then it is what it is. */
  function shut() {
    // Nobody has learnt what this lock's bit means: the pulse was given, and that is all.
    if (seen.door === "unknown") return finish({ kind: "unclear", last: last ?? "go-sent" });
    if (pulses > 1) return staysShut();
    mayAsk = true;
    last = "door-stayed-shut";
    show("door-shut");
    cancelStep = timer(settings.askAgainWithinMs, staysShut);
  }

  function staysShut() {
    const twoWitnesses = looksShut >= LOOKS && before.item === "present" && seen.item === "present";
    finish(
      twoWitnesses
        ? { kind: "not-dispensed", reason: "door-stayed-shut", provedBy: "item-still-there" }
        : { kind: "unclear", last: "door-stayed-shut" },
    );
  }

  function closedOnItem() {
    show("item-left");
    cancelStep();
    if (pulses > 1) return left();
    mayAsk = true;
    cancelStep = timer(settings.askAgainWithinMs, left);
  }

  /** It opened, and its item is still seen: one witness each way. */
  function left() {
    finish({ kind: "unclear", last: "item-left" });
  }

  function lost() {
    if (last === undefined) {
      finish({ kind: "not-dispensed", reason: "offline", provedBy: "never-sent" });
    } else finish({ kind: "unclear", last });
  }

  function show(progress: Progress) {
    shown = progress;
    onProgress(progress);
  }

  function finish(outcome: DispenseOutcome) {
    if (over) return;
    over = true;
    mayAsk = false;
    cancelStep();
    cancelUnsent();
    onOutcome(outcome);
  }

  return {
    see,
    blind,
    lost,
    openAgain() {
      if (over || !mayAsk) return false;
      give();
      return true;
    },
  };
}
