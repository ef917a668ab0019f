import type { Frame } from "./frame.ts";
import {
  JAM_MENU,
  type JamList,
  JamOp,
  type JamsCleared,
  jamAnswerBytes,
  readJamAnswer,
} from "./jam-list.ts";

/**
 * What the bodies mean. After the packet number (numbers are big-endian):
 *
 *   01  host        selection(2) [00]               check a selection
 *   02  controller  status(1) selection(2)          answer to 01
 *   04  controller  status(1) selection(2) [n(1)]   how a dispense is going
 *   06  host        drop(1) lift(1) selection(2)    turn the coil now
 *   11  controller  selection(2) price(4) stock(1) capacity(1) product(2) status(1)
 *   31  both        -                               forget the past, start again
 *   41  controller  (no packet number)              poll: the only moment the host may speak
 *   42  both        (no packet number)              acknowledge
 *   51  host        -                               ask for 52
 *   52  controller  see `machine-status`            doors and temperatures
 *   53  host        -                               ask for 54
 *   54  controller  status(1)                       the delivery path in one byte
 *   70  host, 71 controller                         service menus; only the jam list is spoken here
 */
export type HostMessage =
  | { type: "ack" }
  | { type: "check-selection"; selection: number; padded: boolean }
  | { type: "drive"; selection: number; dropSensor: boolean; lift: boolean }
  | { type: "sync" }
  | { type: "ask-status" }
  | { type: "ask-short-status" }
  | { type: "ask-jams" }
  | { type: "clear-jams" }
  | { type: "other"; cmd: number };

export type ControllerMessage =
  | { type: "poll" }
  | { type: "ack" }
  | { type: "check-reply"; status: number; selection: number }
  | { type: "dispense-status"; status: number; selection: number }
  | SlotReport
  | { type: "sync" }
  | MachineStatusReport
  | { type: "short-status"; status: number }
  | JamList
  | JamsCleared
  | { type: "other"; cmd: number };

export type SlotReport = {
  type: "slot-report";
  selection: number;
  price: number;
  stock: number;
  capacity: number;
  product: number;
  status: number;
};

/** `door` is the raw byte: which value means open is learned on site. Null is a sensor not fitted. */
export type MachineStatusReport = {
  type: "machine-status";
  cabinetTemperatureC: number;
  door: number;
  machineId: string;
  sensorsC: (number | null)[];
};

export type Numbered<M> = { packNo: number; message: M };

const Cmd = {
  checkSelection: 0x01,
  checkReply: 0x02,
  dispenseStatus: 0x04,
  drive: 0x06,
  slotReport: 0x11,
  sync: 0x31,
  poll: 0x41,
  ack: 0x42,
  askStatus: 0x51,
  machineStatus: 0x52,
  askShortStatus: 0x53,
  shortStatus: 0x54,
  askMenu: 0x70,
  menu: 0x71,
} as const;

/** The only layout of 52 seen on real machines; any other length is not guessed at. */
const STATUS_BODY = 33;
const SENSOR_ABSENT = 0xaa;

export function hostFrame(message: HostMessage, packNo: number): Frame {
  switch (message.type) {
    case "ack":
      return { cmd: Cmd.ack, body: new Uint8Array() };
    case "check-selection": {
      const tail = message.padded ? [0] : [];
      return frame(Cmd.checkSelection, packNo, ...word(message.selection), ...tail);
    }
    case "drive": {
      const flags = [Number(message.dropSensor), Number(message.lift)];
      return frame(Cmd.drive, packNo, ...flags, ...word(message.selection));
    }
    case "sync":
      return frame(Cmd.sync, packNo);
    case "ask-status":
      return frame(Cmd.askStatus, packNo);
    case "ask-short-status":
      return frame(Cmd.askShortStatus, packNo);
    case "ask-jams":
      return frame(Cmd.askMenu, packNo, JAM_MENU, JamOp.list);
    case "clear-jams":
      return frame(Cmd.askMenu, packNo, JAM_MENU, JamOp.clear);
    case "other":
      return frame(message.cmd, packNo);
  }
}

export function controllerFrame(message: ControllerMessage, packNo: number): Frame {
  switch (message.type) {
    case "poll":
      return { cmd: Cmd.poll, body: new Uint8Array() };
    case "ack":
      return { cmd: Cmd.ack, body: new Uint8Array() };
    case "check-reply":
      return frame(Cmd.checkReply, packNo, message.status, ...word(message.selection));
    case "dispense-status":
      return frame(Cmd.dispenseStatus, packNo, message.status, ...word(message.selection));
    case "slot-report": {
      const { selection, price, stock, capacity, product, status } = message;
      const counts = [stock, capacity, ...word(product), status];
      return frame(Cmd.slotReport, packNo, ...word(selection), ...long(price), ...counts);
    }
    case "sync":
      return frame(Cmd.sync, packNo);
    case "machine-status":
      return frame(Cmd.machineStatus, packNo, ...statusBytes(message));
    case "short-status":
      return frame(Cmd.shortStatus, packNo, message.status);
    case "jam-list":
    case "jams-cleared":
      return frame(Cmd.menu, packNo, ...jamAnswerBytes(message));
    case "other":
      return frame(message.cmd, packNo);
  }
}

/** Undefined when the body is too short for its command: a frame that proves nothing. */
export function readHostFrame({ cmd, body }: Frame): Numbered<HostMessage> | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const packNo = body[0] ?? 0;
  if (cmd === Cmd.ack) return { packNo, message: { type: "ack" } };
  if (body.length < 1) return undefined;
  switch (cmd) {
    case Cmd.checkSelection: {
      if (body.length < 3) return undefined;
      const padded = body.length > 3;
      return { packNo, message: { type: "check-selection", selection: view.getUint16(1), padded } };
    }
    case Cmd.drive: {
      if (body.length < 5) return undefined;
      const [dropSensor, lift] = [body[1] === 1, body[2] === 1];
      return { packNo, message: { type: "drive", dropSensor, lift, selection: view.getUint16(3) } };
    }
    case Cmd.sync:
      return { packNo, message: { type: "sync" } };
    case Cmd.askStatus:
      return { packNo, message: { type: "ask-status" } };
    case Cmd.askShortStatus:
      return { packNo, message: { type: "ask-short-status" } };
    case Cmd.askMenu: {
      const [, menu, op] = body;
      const known = menu === JAM_MENU && (op === JamOp.list || op === JamOp.clear);
      if (!known) return { packNo, message: { type: "other", cmd } };
      return { packNo, message: { type: op === JamOp.list ? "ask-jams" : "clear-jams" } };
    }
    default:
      return { packNo, message: { type: "other", cmd } };
  }
}

/** Undefined when the body is too short for its command: a frame that proves nothing. */
export function readControllerFrame({ cmd, body }: Frame): Numbered<ControllerMessage> | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const packNo = body[0] ?? 0;
  if (cmd === Cmd.poll) return { packNo, message: { type: "poll" } };
  if (cmd === Cmd.ack) return { packNo, message: { type: "ack" } };
  if (body.length < 1) return undefined;
  switch (cmd) {
    case Cmd.checkReply:
      if (body.length < 4) return undefined;
      return { packNo, message: { type: "check-reply", ...statusAndSelection(view) } };
    case Cmd.dispenseStatus:
      if (body.length < 4) return undefined;
      return { packNo, message: { type: "dispense-status", ...statusAndSelection(view) } };
    case Cmd.slotReport:
      return body.length < 12 ? undefined : { packNo, message: slotReport(view) };
    case Cmd.sync:
      return { packNo, message: { type: "sync" } };
    case Cmd.machineStatus:
      if (body.length !== STATUS_BODY) return { packNo, message: { type: "other", cmd } };
      return { packNo, message: machineStatus(view) };
    case Cmd.shortStatus:
      if (body.length < 2) return undefined;
      return { packNo, message: { type: "short-status", status: view.getUint8(1) } };
    case Cmd.menu:
      return { packNo, message: readJamAnswer(body.subarray(1)) ?? { type: "other", cmd } };
    default:
      return { packNo, message: { type: "other", cmd } };
  }
}

function statusAndSelection(view: DataView) {
  return { status: view.getUint8(1), selection: view.getUint16(2) };
}

function slotReport(view: DataView): SlotReport {
  return {
    type: "slot-report",
    selection: view.getUint16(1),
    price: view.getUint32(3),
    stock: view.getUint8(7),
    capacity: view.getUint8(8),
    product: view.getUint16(9),
    status: view.getUint8(11),
  };
}

/** pack(1) bill(1) coin(1) card(1) controller(1) cabinet °C(1) door(1) change(4+4) id(10) sensors(8) */
function machineStatus(view: DataView): MachineStatusReport {
  const sensorsC = Array.from({ length: 8 }, (_, index) => {
    const byte = view.getUint8(25 + index);
    return byte === SENSOR_ABSENT ? null : view.getInt8(25 + index);
  });
  const id = Array.from({ length: 10 }, (_, index) => view.getUint8(15 + index));
  return {
    type: "machine-status",
    cabinetTemperatureC: view.getInt8(5),
    door: view.getUint8(6),
    machineId: String.fromCharCode(...id),
    sensorsC,
  };
}

function statusBytes({ cabinetTemperatureC, door, machineId, sensorsC }: MachineStatusReport) {
  const money = [0, 0, 0, 0];
  const change = [0, 0, 0, 0, 0, 0, 0, 0];
  const id = [...machineId.padStart(10, "0").slice(0, 10)].map((letter) => letter.charCodeAt(0));
  const sensors = Array.from({ length: 8 }, (_, index) => sensorsC[index] ?? SENSOR_ABSENT);
  return [...money, cabinetTemperatureC, door, ...change, ...id, ...sensors];
}

function frame(cmd: number, packNo: number, ...rest: number[]): Frame {
  return { cmd, body: Uint8Array.of(packNo, ...rest) };
}

function word(value: number): number[] {
  return [value >> 8, value & 0xff];
}

function long(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
