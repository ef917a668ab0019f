import { encodeLine, toAmount, toMinor } from "@drop-in/vending-driver/protocol";
import type { Timer, WallClock } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";
import { createAdapterLine } from "./adapter-line.ts";
import { createKeypadMotor } from "./keypad-motor.ts";
import { createReader } from "./reader.ts";
import type { Key, KeypadFault, KeypadStore, KeypadWorld } from "./world.ts";

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

const OUTAGE_MS = 2_000;

type Options = {
  line: Line;
  timer: Timer;
  now: WallClock;
  store: KeypadStore;
  settings: KeypadSimSettings;
  onChange: () => void;
  /** Pulls the adapter's cable, and puts it back. */
  plug?: ((plugged: boolean) => void) | undefined;
  onFrame?: ((from: "controller" | "host", bytes: Uint8Array, type: string) => void) | undefined;
};

/**
 * A vending machine on the MDB bus, and the adapter that plays its card reader. The adapter knows what it was told
 * since its power came; the machine dispenses what was approved, whether or not anybody hears of it.
 */
export function createKeypadSim(options: Options) {
  const { line, timer, now, store, settings, onChange, onFrame } = options;
  let asked: Key | undefined;
  let display = "Please choose";
  let cancelForget = () => {};
  const has = (fault: KeypadFault) => store.get().faults.includes(fault);
  const { say, forget } = createAdapterLine({ line, has, onFrame, onLine: obey });
  const reader = createReader({ timer, powerUpMs: settings.powerUpMs, has, say, onState });
  const { motorTurnMs } = settings;
  const motor = createKeypadMotor({ timer, now, store, motorTurnMs, has, say, show, done: ready });

  function obey(key: string, parts: readonly string[]) {
    const [word = "", value = ""] = parts;
    if (key === "v") return say("v", "4.0.2.0", "0000000001");
    if (key !== "c") return;
    if (word !== "SETCONF") onFrame?.("host", encodeLine("C", ...parts), ["C", ...parts].join(","));
    switch (word) {
      case "0":
        asked = undefined;
        return reader.switchOff();
      case "1":
        return reader.switchOn();
      case "SETCONF":
        return reader.configure(value);
      case "START":
        return startSession(value);
      case "VEND":
        return approve(value);
      case "STOP":
        return deny();
    }
  }

  function startSession(amount: string) {
    if (reader.state() !== "ENABLED" || has("start-refused")) return say("c", "ERR", '"START -3"');
    say("c", "STATUS", "IDLE", amount);
    reader.become("IDLE", false);
    for (const { selection, after } of pressesOf(store.get(), amount)) {
      timer(settings.pressesAfterMs * after, () => press(selection));
    }
    if (has("cancel-at-keypad")) timer(settings.pressesAfterMs, cancelled);
  }

  /** A number is pressed on the machine. */
  function press(selection: number) {
    const key = store.get().keys.find((each) => each.selection === selection);
    if (!key || !reader.listens() || motor.turning())
      return show(key ? "Not now" : "No such number");
    if (has("unplug-before")) return pulled();
    asked = key;
    reader.become("VEND", false);
    const item = has("item-unknown") ? "65535" : String(key.item);
    say("c", "STATUS", "VEND", toAmount(key.price), item);
    show(`${selection}: ${toAmount(key.price)}`);
    cancelForget = timer(settings.forgetsAfterMs, () => asked === key && cancelled());
  }

  function cancelled() {
    asked = undefined;
    say("c", "ERR", '"VEND 1"');
    ready();
  }

  function deny() {
    if (asked) show("Denied");
    asked = undefined;
    cancelForget();
    if (reader.state() === "VEND" || reader.state() === "IDLE") ready();
  }

  function approve(amount: string) {
    const key = asked;
    if (reader.state() !== "VEND" || key === undefined) return say("c", "ERR", '"VEND -3"');
    if (toMinor(amount) !== key.price) return say("c", "ERR", '"VEND -2"');
    asked = undefined;
    cancelForget();
    const slot = store.get().slots.find(({ selection }) => selection === key.selection);
    if (slot === undefined) return say("c", "ERR", '"VEND 3"');
    if (has("power-cut-before")) return powerCut();
    if (has("vmc-reset-after-approval")) timer(motorTurnMs / 2, reader.busReset);
    if (has("power-cut-after")) timer(motorTurnMs / 2, powerCut);
    if (has("unplug-after")) timer(motorTurnMs / 2, pulled);
    motor.turn(slot.slotId, reader.sameLife());
  }

  /** The machine's power fails for a while. A coil that turned comes home; the bus begins anew, and says so. */
  function powerCut() {
    reader.setPower(false);
    timer(OUTAGE_MS, () => {
      reader.setPower(true);
      reader.busReset();
    });
  }

  function pulled() {
    options.plug?.(false);
    timer(OUTAGE_MS, () => options.plug?.(true));
  }

  function ready() {
    reader.become("ENABLED");
  }

  function onState() {
    if (reader.state() === "ENABLED" && !motor.turning()) show("Please choose");
    else onChange();
  }

  function show(text: string) {
    display = text;
    onChange();
  }

  return {
    press,
    display: () => display,
    readerState: reader.state,
    vending: () => motor.turning(),
    powered: reader.powered,
    /** The machine's own power; the adapter hangs on the box. */
    setPower(on: boolean) {
      asked = undefined;
      reader.setPower(on);
    },
    /** The adapter has lost its power with its plug: what it was told is gone. */
    forgetAdapter() {
      asked = undefined;
      forget();
      reader.forget();
    },
  };
}

/** Somebody who was told a number, and presses it, or another one first. */
function pressesOf(
  { customer, keys }: KeypadWorld,
  amount: string,
): { selection: number; after: number }[] {
  const right = keys.find((key) => toAmount(key.price) === amount);
  const wrong = keys.find((key) => key !== right);
  if (customer === "nobody" || !right) return [];
  if (customer === "presses" || !wrong) return [{ selection: right.selection, after: 1 }];
  return [
    { selection: wrong.selection, after: 1 },
    { selection: right.selection, after: 2 },
  ];
}
