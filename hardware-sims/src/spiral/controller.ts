import type { ControllerMessage, HostMessage } from "@drop-in/vending-driver/protocol";
import type { Timer, WallClock } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";
import { createCoils, DispenseStatus, type WorldStore } from "./coils.ts";
import { createMaster, type MasterSettings } from "./master.ts";
import { slotBySelection } from "./world.ts";

export type ControllerSettings = MasterSettings & {
  motorTurnMs: number;
  /** From power on to the first poll. */
  powerUpMs: number;
  /** What a check says of an empty coil: `turns` is a controller that does not count. */
  emptySlot: "out-of-stock" | "turns";
  cabinetTemperatureC: number;
};

export const defaultControllerSettings: ControllerSettings = {
  pollMs: 200,
  gapMs: 20,
  resends: 5,
  motorTurnMs: 3_000,
  powerUpMs: 5_000,
  emptySlot: "out-of-stock",
  cabinetTemperatureC: 21,
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
  onFrame?: (from: "controller" | "host", bytes: Uint8Array, type: string) => void;
};

const CheckStatus = { normal: 0x01, outOfStock: 0x02, unknown: 0x03, doorOpen: 0x06 };
const DELIVERY_DOOR_OPEN = 0x02;

/**
 * What the machine does with what it is told. Its memory of the conversation is lost with its power;
 * its coils, its items and its turn counter are not. This machine has one door: open, it is reported
 * as the delivery door in checks and short status, and as 1 in the long status.
 */
export function createController(options: ControllerOptions): Controller {
  const { line, timer, store, settings, onChange } = options;
  let powered = true;
  const master = createMaster({
    line,
    timer,
    settings,
    onOrder: obey,
    onHostChange: onChange,
    onFrame: options.onFrame,
  });
  const coils = createCoils({ ...options, report: master.say });
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
        return master.say({ type: "check-reply", status: checkStatus(selection), selection });
      }
      case "drive":
        return drive(message.selection, message.dropSensor);
      case "sync":
        for (const report of slotReports()) master.say(report);
        return;
      case "ask-status":
        return master.say(machineStatus());
      case "ask-short-status": {
        const status = store.get().doorOpen ? DELIVERY_DOOR_OPEN : 0;
        return master.say({ type: "short-status", status });
      }
      case "ask-jams":
        return master.say({ type: "jam-list", jammed: jams.list(), failedBelts: [] });
      case "clear-jams":
        jams.clear();
        return master.say({ type: "jams-cleared", ok: true });
      case "ack":
      case "other":
        return;
    }
  }

  function drive(selection: number, dropSensor: boolean) {
    const slot = slotBySelection(store.get(), selection);
    const refuse = (status: number) => master.say({ type: "dispense-status", status, selection });
    if (slot === undefined) return refuse(DispenseStatus.noMotor);
    if (store.get().doorOpen) return refuse(DispenseStatus.terminated);
    coils.turn({ slotId: slot.slotId, selection, dropSensor });
  }

  function checkStatus(selection: number): number {
    const { doorOpen } = store.get();
    const slot = slotBySelection(store.get(), selection);
    if (slot === undefined) return CheckStatus.unknown;
    if (doorOpen) return CheckStatus.doorOpen;
    const counted = settings.emptySlot === "out-of-stock";
    return counted && slot.items.length === 0 ? CheckStatus.outOfStock : CheckStatus.normal;
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
