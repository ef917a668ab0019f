import type { Timer, WallClock } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";
import { type Bits, type LockProtocol, type Order, tongues } from "./boards.ts";
import { type LockerWorld, pulseLock, sensed, setDoor, setFault, takeItem } from "./world.ts";

/** Where the physical world is kept: what is written here survives power, cable and process. */
export type LockerStore = { get(): LockerWorld; set(world: LockerWorld): void };

export type LockerSimSettings = {
  protocol: LockProtocol;
  /** What the hook's bit is while a door is shut, and the other's while an item is there. */
  closedBit: 0 | 1;
  presentBit: 0 | 1;
  answerMs: number;
  /** From the door's opening until the person has taken the item, and until the door is shut again. */
  takesAfterMs: number;
  shutsAfterMs: number;
};

export const defaultLockerSimSettings: LockerSimSettings = {
  protocol: "kr-cu16",
  closedBit: 1,
  presentBit: 1,
  answerMs: 15,
  takesAfterMs: 2_000,
  shutsAfterMs: 2_000,
};

type Options = {
  line: Line;
  timer: Timer;
  now: WallClock;
  store: LockerStore;
  settings: LockerSimSettings;
  onChange: () => void;
  /** A fault pulls the cable. */
  unplug?: () => void;
  onFrame?: ((from: "controller" | "host", bytes: Uint8Array, type: string) => void) | undefined;
};

const LATE_MS = 900;
const BOUNCE_MS = 120;
const GARBAGE = Uint8Array.of(0x00, 0xff, 0x02, 0x8a, 0x55, 0x80, 0x01);

/** Lock boards, doors with springs, and somebody before them. The boards forget with their power; doors do not. */
export function createLockerSim(options: Options) {
  const { line, timer, now, store, settings, onChange, onFrame } = options;
  const tongue = tongues[settings.protocol];
  let powered = true;
  let held: Uint8Array = new Uint8Array();
  let bouncing = false;
  let busyUntilAsked = 0;
  const has = (fault: LockerWorld["faults"][number]) => store.get().faults.includes(fault);

  line.onBytes((bytes) => {
    if (!powered) return;
    if (has("echo")) line.write(bytes);
    held = Uint8Array.of(...held, ...bytes).slice(-256);
    const { orders, rest } = tongue.hear(held);
    held = rest;
    for (const { order, said } of orders) obey(order, said);
  });

  function obey(order: Order, said: Uint8Array) {
    const boards = new Set(
      store.get().compartments.map(({ selection }) => Math.floor(selection / 100)),
    );
    if (!boards.has(order.board) || has("silent-board")) return;
    if (order.do === "pulse") {
      onFrame?.("host", said, "unlock");
      if (cut("before")) return;
      pulse(order.board * 100 + order.lock);
      if (cut("after")) return;
    }
    if (order.do === "tell" && busyUntilAsked > 0) {
      busyUntilAsked -= 1;
      return;
    }
    timer(has("late-answer") ? LATE_MS : settings.answerMs, () => answer(order));
  }

  /** Power or cable is lost at the very moment of the pulse. It happens once: a person has to bring it back. */
  function cut(when: "before" | "after"): boolean {
    const { faults } = store.get();
    const fault = faults.find((each) => each === `power-cut-${when}` || each === `unplug-${when}`);
    if (fault === undefined) return false;
    store.set(setFault(store.get(), fault, false));
    if (fault.startsWith("power-cut")) setPower(false);
    else options.unplug?.();
    onChange();
    return true;
  }

  function setPower(on: boolean) {
    powered = on;
    held = new Uint8Array();
    onChange();
  }

  function answer(order: Order) {
    const bytes = powered ? tongue.answer(order, bitsOf(order.board)) : null;
    if (bytes === null) return;
    if (order.do === "pulse") onFrame?.("controller", bytes, "answer");
    if (has("garbage-burst")) line.write(GARBAGE);
    if (has("wrong-checksum")) return line.write(bytes.with(-1, (bytes.at(-1) ?? 0) ^ 0x01));
    if (has("glued")) return line.write(Uint8Array.of(...bytes, ...bytes));
    if (!has("one-byte-reads")) return line.write(bytes);
    for (const byte of bytes) line.write(Uint8Array.of(byte));
  }

  function pulse(selection: number) {
    const before = doorOf(selection);
    store.set(pulseLock(store.get(), selection, now()));
    if (has("busy-after-unlock")) busyUntilAsked = 2;
    if (before === "closed" && doorOf(selection) === "open") opened(selection);
    onChange();
  }

  /** The person acts, whether or not anybody listens. */
  function opened(selection: number) {
    if (has("bounce")) {
      bouncing = true;
      timer(BOUNCE_MS, () => {
        bouncing = false;
      });
    }
    const { person } = store.get();
    if (person === "nobody" || person === "leaves-open") return;
    timer(settings.takesAfterMs, () => {
      if (person === "takes") change(takeItem(store.get(), selection, now()));
      timer(settings.shutsAfterMs, () => change(setDoor(store.get(), selection, "closed")));
    });
  }

  function change(world: LockerWorld) {
    store.set(world);
    onChange();
  }

  function doorOf(selection: number) {
    return store.get().compartments.find((each) => each.selection === selection)?.door;
  }

  function bitsOf(board: number): Bits {
    return Array.from({ length: tongue.locks }, (_, index) => {
      const compartment = store
        .get()
        .compartments.find(({ selection }) => selection === board * 100 + index + 1);
      const seen = compartment
        ? sensed(store.get(), compartment)
        : { closed: true, present: false };
      const closed = bouncing && compartment?.door === "open" ? !seen.closed : seen.closed;
      const { closedBit, presentBit } = settings;
      return { hook: bit(closed, closedBit), item: bit(seen.present, presentBit) };
    });
  }

  return {
    powered: () => powered,
    setPower,
    /** By hand, as with a key. */
    openByHand(selection: number) {
      change(setDoor(store.get(), selection, "open"));
      opened(selection);
    },
  };
}

function bit(is: boolean, when: 0 | 1): 0 | 1 {
  if (is) return when;
  return when === 1 ? 0 : 1;
}
