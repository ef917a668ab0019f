import type { ControllerMessage, HostMessage } from "@drop-in/vending-driver/protocol";
import type { Timer, WallClock } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";
import { createCoils, DispenseStatus, type WorldStore } from "./coils.ts";
import { createFaults, type Faults } from "./faults.ts";
import { createMaster, type MasterSettings } from "./master.ts";
import { createMishaps } from "./mishaps.ts";
import { slotBySelection, type World } from "./world.ts";

export type ControllerSettings = MasterSettings & {
  motorTurnMs: number;
  /** From power on to the first poll. */
  powerUpMs: number;
  /** What a check says of an empty coil: `turns` is a controller that does not count. */
  emptySlot: "out-of-stock" | "turns";
  cabinetTemperatureC: number;
  /** How long after its time a late success comes, and how long a cut or a pulled cable lasts. */
  lateMs: number;
  outageMs: number;
};

export const defaultControllerSettings: ControllerSettings = {
  pollMs: 200,
  gapMs: 20,
  resends: 5,
  motorTurnMs: 3_000,
  powerUpMs: 5_000,
  emptySlot: "out-of-stock",
  cabinetTemperatureC: 21,
  lateMs: 12_000,
  outageMs: 1_000,
};

export type Controller = {
  powered(): boolean;
  /** The slot whose coil is turning now. */
  turning(): string | null;
  hostAnswers(): boolean;
  setPower(on: boolean): void;
};

type ControllerOptions = {
  line: Line;
  timer: Timer;
  now: WallClock;
  store: WorldStore;
  settings: ControllerSettings;
  onChange: () => void;
  faults?: Faults;
  /** Pulls the cable, or puts it back. */
  plug?: (plugged: boolean) => void;
  onFrame?: (from: "controller" | "host", bytes: Uint8Array, type: string) => void;
};

const CheckStatus = { normal: 0x01, outOfStock: 0x02, unknown: 0x03, doorOpen: 0x06 };
const DELIVERY_DOOR_OPEN = 0x02;
const LIFT_ERROR = 0x03;

/**
 * What the machine does with what it is told. Its memory of the conversation is lost with its power;
 * its coils, its items and its turn counter are not. This machine has one door: open, it is reported
 * as the delivery door in checks and short status, and as 1 in the long status.
 */
export function createController(options: ControllerOptions): Controller {
  const { line, timer, store, settings, onChange } = options;
  const faults = options.faults ?? createFaults(() => 1);
  let powered = true;
  const mishaps = createMishaps(faults, settings);
  /** Slots whose mark nobody cleared, by selection. */
  let marked: number[] = [];
  const master = createMaster({
    line,
    timer,
    settings,
    onOrder: obey,
    mayAck: ({ type }) => type !== "drive" || !faults.happens("no-ack"),
    onHostChange: onChange,
    onFrame: options.onFrame,
  });
  const coils = createCoils({ ...options, report });
  // At the start of the process the machine was on all along.
  powerUp(settings.gapMs);

  function powerUp(ms: number) {
    master.begin(ms, () => {
      coils.home();
      master.say({ type: "sync" });
    });
  }

  function obey(message: HostMessage) {
    switch (message.type) {
      case "check-selection": {
        const { selection } = message;
        if (faults.happens("unplug-before")) return pullCable();
        return master.say({ type: "check-reply", status: checkStatus(selection), selection });
      }
      case "drive":
        if (faults.happens("power-cut-before")) return cutPower();
        drive(message.selection, message.dropSensor);
        if (faults.happens("power-cut-after")) cutPower();
        if (faults.happens("unplug-after")) pullCable();
        return;
      case "sync":
        for (const report of slotReports()) master.say(report);
        return;
      case "ask-status":
        return master.say(machineStatus());
      case "ask-short-status": {
        const door = store.get().doorOpen ? DELIVERY_DOOR_OPEN : 0;
        const status = mishaps.liftBroken() ? LIFT_ERROR : door;
        return master.say({ type: "short-status", status });
      }
      case "ask-jams":
        return master.say({ type: "jam-list", jammed: marked, failedBelts: [] });
      case "clear-jams":
        marked = [];
        mishaps.mendLift();
        return master.say({ type: "jams-cleared", ok: true });
      case "ack":
      case "other":
        return;
    }
  }

  function drive(selection: number, dropSensor: boolean) {
    const slot = slotBySelection(store.get(), selection);
    const refuse = (status: number) => master.say({ type: "dispense-status", status, selection });
    if (slot === undefined || faults.happens("motor-missing")) {
      return refuse(DispenseStatus.noMotor);
    }
    if (store.get().doorOpen) return refuse(DispenseStatus.terminated);
    coils.turn({ slotId: slot.slotId, selection, dropSensor, mishap: mishaps.next() });
  }

  /** What it reports as a jam stays on its list until somebody clears the mark, through power cuts too. */
  function report(message: ControllerMessage) {
    if (message.type === "dispense-status" && message.status === DispenseStatus.noDrop) {
      marked = [...new Set([...marked, message.selection])];
    }
    master.say(message);
  }

  function cutPower() {
    setPower(false);
    timer(settings.outageMs, () => setPower(true));
  }

  function pullCable() {
    options.plug?.(false);
    timer(settings.outageMs, () => options.plug?.(true));
  }

  function checkStatus(selection: number): number {
    return checkStatusOf(store.get(), selection, { settings, faults });
  }

  function slotReports(): ControllerMessage[] {
    return store.get().slots.map(({ selection, items, capacity }) => {
      const counts = { stock: items.length, capacity, product: 0, price: 0, status: 0 };
      return { type: "slot-report", selection, ...counts };
    });
  }

  function machineStatus(): ControllerMessage {
    const { cabinetTemperatureC } = settings;
    const door = store.get().doorOpen ? 1 : 0;
    const sensorsC = [cabinetTemperatureC];
    return { type: "machine-status", cabinetTemperatureC, door, machineId: "0000000001", sensorsC };
  }

  function setPower(on: boolean) {
    if (on === powered) return;
    powered = on;
    master.end();
    if (on) powerUp(settings.powerUpMs);
    else coils.losePower();
    onChange();
  }

  return {
    powered: () => powered,
    turning: coils.turning,
    hostAnswers: master.hostAnswers,
    setPower,
  };
}

function checkStatusOf(
  world: World,
  selection: number,
  { settings, faults }: { settings: ControllerSettings; faults: Faults },
): number {
  const slot = slotBySelection(world, selection);
  if (slot === undefined || faults.happens("unknown-slot")) return CheckStatus.unknown;
  if (world.doorOpen || faults.happens("door-open")) return CheckStatus.doorOpen;
  if (faults.happens("out-of-stock")) return CheckStatus.outOfStock;
  const counted = settings.emptySlot === "out-of-stock";
  return counted && slot.items.length === 0 ? CheckStatus.outOfStock : CheckStatus.normal;
}
