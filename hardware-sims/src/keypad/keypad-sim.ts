import { encodeLine, takeLine, toAmount, toMinor } from "@drop-in/vending-driver/protocol";
import type { Timer, WallClock } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";
import { type Key, type KeypadFault, type KeypadWorld, turnOnce } from "./world.ts";

export type KeypadStore = { get(): KeypadWorld; set(world: KeypadWorld): void };

export type KeypadSimSettings = {
  /** From power on to the reader being enabled. */
  powerUpMs: number;
  motorTurnMs: number;
  /** How long the person takes to press. */
  pressesAfterMs: number;
  /** A machine that hears nothing from the reader forgets the request. */
  forgetsAfterMs: number;
};

export const defaultKeypadSimSettings: KeypadSimSettings = {
  powerUpMs: 1_500,
  motorTurnMs: 3_000,
  pressesAfterMs: 2_000,
  forgetsAfterMs: 30_000,
};

type Options = {
  line: Line;
  timer: Timer;
  now: WallClock;
  store: KeypadStore;
  settings: KeypadSimSettings;
  onChange: () => void;
  onFrame?: ((from: "controller" | "host", bytes: Uint8Array, type: string) => void) | undefined;
};

type ReaderState = "INACTIVE" | "DISABLED" | "ENABLED" | "IDLE" | "VEND";
const LATE_MS = 75_000;

/**
 * A vending machine on the MDB bus, and the adapter that plays its card reader. The adapter knows what it was told
 * since its power came; the machine dispenses what was approved, whether or not anybody hears of it.
 */
export function createKeypadSim(options: Options) {
  const { line, timer, now, store, settings, onChange, onFrame } = options;
  let on = false; // the reader, as the adapter was told
  let alwaysIdle = false;
  let powered = true;
  let state: ReaderState = "INACTIVE";
  let asked: Key | undefined;
  let vending: { slotId: string } | undefined;
  let display = "Please choose";
  let held: Uint8Array = new Uint8Array();
  let life = 0;
  let cancelForget = () => {};
  const has = (fault: KeypadFault) => store.get().faults.includes(fault);

  line.onBytes((bytes) => {
    held = Uint8Array.of(...held, ...bytes);
    for (let taken = takeLine(held); taken.kind !== "incomplete"; taken = takeLine(held)) {
      held = taken.rest;
      if (taken.kind === "frame" && taken.frame.from === "host")
        obey(taken.frame.key, taken.frame.parts);
    }
  });

  function say(key: string, ...parts: string[]) {
    const bytes = encodeLine(key, ...parts);
    if (key !== "v") onFrame?.("controller", bytes, [key, ...parts].join(","));
    if (has("garbage-burst")) line.write(Uint8Array.of(0x00, 0xff, 0x80, 0x0a));
    if (has("glued-lines")) return line.write(Uint8Array.of(...encodeLine("r", "ACK"), ...bytes));
    if (!has("one-byte-reads")) return line.write(bytes);
    for (const byte of bytes) line.write(Uint8Array.of(byte));
  }

  function obey(key: string, parts: readonly string[]) {
    const [word = "", value = ""] = parts;
    if (key === "v") return say("v", "4.0.2.0", "0000000001");
    if (key !== "c") return;
    if (word !== "SETCONF") onFrame?.("host", encodeLine("C", ...parts), ["C", ...parts].join(","));
    switch (word) {
      case "0":
        on = false;
        asked = undefined;
        return become("INACTIVE", false);
      case "1":
        on = true;
        say("c", "STATUS", "INACTIVE");
        return wake();
      case "SETCONF":
        return configure(value);
      case "START":
        return startSession(value);
      case "VEND":
        return approve(value);
      case "STOP":
        return deny();
    }
  }

  function configure(setting: string) {
    const [name, value] = setting.split("=");
    if (on) return say("c", "ERR", '"cashless is on"');
    if (name === "mdb-address") return say("c", "ERR", '"unknown setting"');
    if (name === "mdb-always-idle") alwaysIdle = value === "1";
    say("c", "SET", "OK");
  }

  /** The machine finds its reader again, sets it up and enables it. */
  function wake() {
    life += 1;
    const mine = life;
    if (!powered || has("vmc-off")) return;
    timer(settings.powerUpMs / 2, () => mine === life && on && become("DISABLED"));
    timer(settings.powerUpMs, () => {
      if (mine === life && on && !has("reader-disabled")) become("ENABLED");
    });
  }

  /** Somebody who was told a number, and presses it, or another one first. */
  function somebodyPresses(amount: string) {
    const { customer, keys } = store.get();
    const right = keys.find((key) => toAmount(key.price) === amount);
    const wrong = keys.find((key) => key !== right);
    if (customer === "nobody" || !right) return;
    const first = customer === "presses-wrong-first" ? wrong : right;
    if (first) timer(settings.pressesAfterMs, () => press(first.selection));
    if (first !== right) timer(settings.pressesAfterMs * 2, () => press(right.selection));
  }

  function startSession(amount: string) {
    if (state !== "ENABLED" || has("start-refused")) return say("c", "ERR", '"START -3"');
    say("c", "STATUS", "IDLE", amount);
    become("IDLE", false);
    somebodyPresses(amount);
    if (has("cancel-at-keypad")) {
      timer(settings.pressesAfterMs, () => {
        say("c", "ERR", '"VEND 1"');
        become("ENABLED");
      });
    }
  }

  /** A number is pressed on the machine. */
  function press(selection: number) {
    const key = store.get().keys.find((each) => each.selection === selection);
    const listens = state === "IDLE" || (state === "ENABLED" && alwaysIdle);
    if (!powered || !key || !listens || vending) return show(key ? "Not now" : "No such number");
    asked = key;
    become("VEND", false);
    say(
      "c",
      "STATUS",
      "VEND",
      toAmount(key.price),
      has("item-unknown") ? "65535" : String(key.item),
    );
    show(`${selection}: ${toAmount(key.price)}`);
    cancelForget = timer(settings.forgetsAfterMs, () => {
      if (asked !== key) return;
      asked = undefined;
      say("c", "ERR", '"VEND 1"');
      become("ENABLED");
    });
  }

  function deny() {
    if (asked) show("Denied");
    asked = undefined;
    cancelForget();
    if (state === "VEND" || state === "IDLE") become("ENABLED");
  }

  function approve(amount: string) {
    const key = asked;
    if (state !== "VEND" || key === undefined) return say("c", "ERR", '"VEND -3"');
    if (toMinor(amount) !== key.price) return say("c", "ERR", '"VEND -2"');
    asked = undefined;
    cancelForget();
    const slot = store.get().slots.find(({ selection }) => selection === key.selection);
    if (slot === undefined) return say("c", "ERR", '"VEND 3"');
    vending = { slotId: slot.slotId };
    show("Vending");
    const mine = life;
    if (has("vmc-reset-after-approval")) timer(settings.motorTurnMs / 2, busReset);
    timer(settings.motorTurnMs, () => deliver(slot.slotId, mine === life));
  }

  /** What was approved is dispensed. `hears`: nobody has reset the bus since. */
  function deliver(slotId: string, hears: boolean) {
    const { world, sensed } = turnOnce(store.get(), slotId, now());
    store.set(world);
    vending = undefined;
    show(sensed ? "Thank you" : "Sorry");
    if (!hears || has("silence-after-approval")) return;
    if (has("unknown-error")) say("c", "ERR", '"VEND 9"');
    else if (has("late-success")) timer(LATE_MS, () => say("c", "VEND", "SUCCESS"));
    else if (sensed) say("c", "VEND", "SUCCESS");
    else say("c", "ERR", '"VEND 3"');
    if (has("duplicate-success")) say("c", "VEND", "SUCCESS");
    become("ENABLED");
  }

  function busReset() {
    if (!on) return;
    life += 1;
    say("c", "ERR", '"VEND 5"');
    become("INACTIVE");
    wake();
  }

  function become(next: ReaderState, told = true) {
    state = next;
    if (told && on) say("c", "STATUS", next);
    if (next === "ENABLED" && !vending) show("Please choose");
    onChange();
  }

  function show(text: string) {
    display = text;
    onChange();
  }

  return {
    press,
    display: () => display,
    readerState: () => state,
    vending: () => vending?.slotId ?? null,
    powered: () => powered,
    /** The machine's own power; the adapter hangs on the box. */
    setPower(now: boolean) {
      powered = now;
      life += 1;
      if (now) wake();
      else {
        asked = undefined;
        become("INACTIVE");
      }
    },
    /** The adapter has lost its power with its plug: what it was told is gone. */
    forgetAdapter() {
      on = false;
      alwaysIdle = false;
      held = new Uint8Array();
      asked = undefined;
      life += 1;
      state = "INACTIVE";
      onChange();
    },
  };
}
