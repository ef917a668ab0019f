import type { ControllerMessage } from "@drop-in/vending-driver/protocol";
import type { Timer, WallClock } from "../adapters/real-time.ts";
import { finishTurn, jam, type Sensor, startTurn, type World } from "./world.ts";

/** Where the physical world is kept: what is written here survives power, cable and process. */
export type WorldStore = { get(): World; set(world: World): void };

/** The bytes of a dispensing status that this machine can send. */
export const DispenseStatus = {
  moving: 0x01,
  success: 0x02,
  noDrop: 0x03,
  noMotor: 0x06,
  terminated: 0xff,
} as const;

/** How one turn goes wrong. */
export type Mishap = {
  hangs?: boolean | undefined;
  sensor?: Sensor | undefined;
  /** Said at the end instead of the truth. */
  says?: number | undefined;
  saysLateMs?: number | undefined;
  saysTwice?: boolean | undefined;
  silent?: boolean | undefined;
};
type Order = { slotId: string; selection: number; dropSensor: boolean; mishap?: Mishap };

type CoilOptions = {
  timer: Timer;
  now: WallClock;
  store: WorldStore;
  settings: { motorTurnMs: number };
  report: (message: ControllerMessage) => void;
  onChange: () => void;
};

/**
 * The motors. One turns at a time; an order that comes meanwhile waits its turn and is obeyed, since
 * nothing in the protocol promises that it would be refused. A turn that has begun always ends:
 * without power it ends when the power is back and the controller brings its coils home.
 */
export function createCoils(options: CoilOptions) {
  const { timer, now, store, settings, report, onChange } = options;
  const waiting: Order[] = [];
  let current: Order | undefined;
  let cancelTurn = () => {};
  let cancelLate = () => {};

  function turn(order: Order) {
    if (current !== undefined) {
      waiting.push(order);
      return;
    }
    current = order;
    store.set(startTurn(store.get(), order.slotId));
    if (order.mishap?.saysLateMs === undefined) status(order, DispenseStatus.moving);
    cancelTurn = timer(settings.motorTurnMs, () => finish(order));
    onChange();
  }

  function finish(order: Order) {
    const { mishap = {} } = order;
    const { sensor } = store.get();
    const before = mishap.hangs ? jam(store.get(), order.slotId) : store.get();
    const turned = { ...before, sensor: mishap.sensor ?? sensor };
    const { world, sensed } = finishTurn(turned, order.slotId, now());
    store.set({ ...world, sensor });
    current = undefined;
    // Not asked to look, the controller only knows that the coil came round.
    const good = sensed || !order.dropSensor;
    const byte = mishap.says ?? (good ? DispenseStatus.success : DispenseStatus.noDrop);
    const say = () => status(order, byte);
    if (mishap.saysLateMs === undefined) say();
    else cancelLate = timer(mishap.saysLateMs, say);
    if (mishap.saysTwice) say();
    onChange();
    const next = waiting.shift();
    if (next !== undefined) turn(next);
  }

  function status({ selection, mishap }: Order, byte: number) {
    if (mishap?.silent) return;
    report({ type: "dispense-status", status: byte, selection });
  }

  return {
    turn,
    turning: () => current?.slotId ?? null,
    losePower() {
      cancelTurn();
      cancelLate();
      current = undefined;
      waiting.length = 0;
    },
    /** After power up: half-turned coils come home, push what they push, and tell nobody. */
    home() {
      for (const { slotId } of store.get().slots.filter(({ midTurn }) => midTurn)) {
        store.set(finishTurn(store.get(), slotId, now()).world);
      }
      onChange();
    },
  };
}
