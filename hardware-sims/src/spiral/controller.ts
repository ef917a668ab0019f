import {
  type ControllerMessage,
  controllerFrame,
  encodeFrame,
  type HostMessage,
  readHostFrame,
  takeFrame,
} from "@drop-in/vending-driver/protocol";
import type { Timer, WallClock } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";
import { createCoils, DispenseStatus, type WorldStore } from "./coils.ts";
import { slotBySelection } from "./world.ts";

export type ControllerSettings = {
  pollMs: number;
  motorTurnMs: number;
  /** From power on to the first poll. */
  powerUpMs: number;
  /** Between two frames when there is more to say. */
  gapMs: number;
  /** How often a frame is said again when nobody acknowledges it. */
  resends: number;
  /** What a check says of an empty coil: `turns` is a controller that does not count. */
  emptySlot: "out-of-stock" | "turns";
  cabinetTemperatureC: number;
};

export const defaultControllerSettings: ControllerSettings = {
  pollMs: 200,
  motorTurnMs: 3_000,
  powerUpMs: 5_000,
  gapMs: 20,
  resends: 5,
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
  /** Told of every frame that says something; polls and acknowledgements are left out. */
  onFrame?: (from: "controller" | "host", bytes: Uint8Array, type: string) => void;
};

const CheckStatus = { normal: 0x01, outOfStock: 0x02, unknown: 0x03, doorOpen: 0x06 };
const DOOR_OPEN = 0x02;
/** A host that left this many polls unanswered is shown as silent. */
const SILENT_POLLS = 5;

/**
 * The machine's half of the line. It is master: it polls, the host answers, and what it has to
 * report it repeats until acknowledged. Its memory of the conversation is lost with its power; its
 * coils, its items and its turn counter are not.
 */
export function createController(options: ControllerOptions): Controller {
  const { line, timer, store, settings, onChange } = options;
  let powered = true;
  let packNo = 1;
  let outbox: ControllerMessage[] = [];
  let saying: { bytes: Uint8Array; said: number } | undefined;
  let held: Uint8Array = new Uint8Array();
  let unanswered = SILENT_POLLS;
  let cancelNext = () => {};
  const coils = createCoils({ ...options, report });

  line.onBytes((bytes) => {
    // Without power there is nobody to listen.
    if (!powered) return;
    held = Uint8Array.of(...held, ...bytes);
    for (let taken = takeFrame(held); taken.kind !== "incomplete"; taken = takeFrame(held)) {
      held = taken.rest;
      if (taken.kind !== "frame") continue;
      const read = readHostFrame(taken.frame);
      if (read !== undefined) hear(read.message, encodeFrame(taken.frame));
    }
  });
  // At the start of the process the machine was on all along.
  powerUp(settings.gapMs);

  function powerUp(ms: number) {
    cancelNext = timer(ms, () => {
      coils.home();
      report({ type: "sync" });
      next();
    });
  }

  /** One exchange: say again what was not heard, or say what is new, or ask the host. */
  function next() {
    cancelNext();
    if (saying !== undefined && saying.said > settings.resends) saying = undefined;
    if (saying === undefined) takeFromOutbox();
    if (saying !== undefined) {
      saying.said += 1;
      line.write(saying.bytes);
    } else {
      const wasAnswered = unanswered < SILENT_POLLS;
      unanswered += 1;
      if (wasAnswered && unanswered >= SILENT_POLLS) onChange();
      line.write(encodeFrame(controllerFrame({ type: "poll" }, 0)));
    }
    cancelNext = timer(settings.pollMs, next);
  }

  function takeFromOutbox() {
    const message = outbox.shift();
    if (message === undefined) return;
    const bytes = encodeFrame(controllerFrame(message, packNo));
    packNo = packNo === 255 ? 1 : packNo + 1;
    saying = { bytes, said: 0 };
    options.onFrame?.("controller", bytes, message.type);
  }

  function hear(message: HostMessage, bytes: Uint8Array) {
    const wasSilent = unanswered >= SILENT_POLLS;
    unanswered = 0;
    if (wasSilent) onChange();
    if (message.type === "ack") {
      const more = saying !== undefined;
      saying = undefined;
      if (more) soon();
      return;
    }
    options.onFrame?.("host", bytes, message.type);
    line.write(encodeFrame(controllerFrame({ type: "ack" }, 0)));
    obey(message);
    soon();
  }

  /** The line is not left idle for a whole poll while there is more to say. */
  function soon() {
    if (outbox.length === 0) return;
    cancelNext();
    cancelNext = timer(settings.gapMs, next);
  }

  function obey(message: HostMessage) {
    switch (message.type) {
      case "check-selection": {
        const { selection } = message;
        return report({ type: "check-reply", status: checkStatus(selection), selection });
      }
      case "drive":
        return drive(message.selection, message.dropSensor);
      case "sync":
        for (const report of slotReports()) outbox.push(report);
        return;
      case "ask-status":
        return report(machineStatus());
      case "ask-short-status":
        return report({ type: "short-status", status: store.get().doorOpen ? DOOR_OPEN : 0 });
      case "ack":
      case "other":
        return;
    }
  }

  function drive(selection: number, dropSensor: boolean) {
    const slot = slotBySelection(store.get(), selection);
    const refusal = (status: number) => report({ type: "dispense-status", status, selection });
    if (slot === undefined) return refusal(DispenseStatus.noMotor);
    if (store.get().doorOpen) return refusal(DispenseStatus.terminated);
    coils.turn({ slotId: slot.slotId, selection, dropSensor });
  }

  function checkStatus(selection: number): number {
    const world = store.get();
    const slot = slotBySelection(world, selection);
    if (slot === undefined) return CheckStatus.unknown;
    if (world.doorOpen) return CheckStatus.doorOpen;
    const empty = slot.items.length === 0;
    return empty && settings.emptySlot === "out-of-stock"
      ? CheckStatus.outOfStock
      : CheckStatus.normal;
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

  function report(message: ControllerMessage) {
    if (powered) outbox.push(message);
  }

  function setPower(on: boolean) {
    if (on === powered) return;
    powered = on;
    cancelNext();
    outbox = [];
    saying = undefined;
    held = new Uint8Array();
    packNo = 1;
    unanswered = SILENT_POLLS;
    if (on) powerUp(settings.powerUpMs);
    else coils.losePower();
    onChange();
  }

  return {
    powered: () => powered,
    turning: coils.turning,
    hostAnswers: () => powered && unanswered < SILENT_POLLS,
    setPower,
  };
}
