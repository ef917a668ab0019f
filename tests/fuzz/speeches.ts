import {
  boardAnswer,
  type ControllerMessage,
  Cu16Cmd,
  Cu48Cmd,
  channelAnswer,
  controllerFrame,
  crc16,
  encodeCu16,
  encodeCu48,
  encodeDex,
  encodeFrame,
  encodeLine,
  encodeMdb,
  encodeModbus,
  ModbusFc,
  takeCu16,
  takeCu48,
  takeDex,
  takeFrame,
  takeLine,
  takeLock8a,
  takeMdb,
  takeModbus,
} from "@drop-in/vending-driver/protocol";
import type { Chance } from "./chance.ts";
import type { Speech } from "./mutate.ts";

type Taken =
  | { kind: "frame"; rest: Uint8Array }
  | { kind: "noise"; skipped: number; rest: Uint8Array }
  | { kind: "incomplete" };

export type Codec = Speech & {
  name: string;
  take: (bytes: Uint8Array) => Taken;
  /** No unfinished frame is longer than this: more is never held. */
  holds: number;
};

const withLast = (check: (body: Uint8Array) => number) => (bytes: Uint8Array) =>
  bytes.length < 2 ? bytes : Uint8Array.of(...bytes.subarray(0, -1), check(bytes.subarray(0, -1)));
const xor = withLast((body) => body.reduce((all, byte) => all ^ byte, 0));
const sum = withLast((body) => body.reduce((all, byte) => (all + byte) & 0xff, 0));

function mendModbus(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 4) return bytes;
  const body = bytes.subarray(0, -2);
  let crc = 0xffff;
  for (const byte of body) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xa001 : crc >>> 1;
  }
  return Uint8Array.of(...body, crc & 0xff, crc >> 8);
}

function mendDex(bytes: Uint8Array): Uint8Array {
  if (bytes.length < 6) return bytes;
  const body = bytes.subarray(0, -2);
  const covered = [...body.subarray(2, -2), body.at(-1) ?? 0];
  const crc = crc16(covered);
  return Uint8Array.of(...body, crc & 0xff, crc >>> 8);
}

export const vmcSpeech: Speech = {
  lengthAt: 3,
  mend: xor,
  valid(chance) {
    const status = chance.one([0x01, 0x02, 0x03, 0x06, 0x24, 0xff, chance.byte()]);
    const selection = chance.one([11, 12, chance.below(0x10000)]);
    const messages: [ControllerMessage, ...ControllerMessage[]] = [
      { type: "poll" },
      { type: "ack" },
      { type: "check-reply", status, selection },
      { type: "dispense-status", status, selection },
      { type: "sync" },
      { type: "short-status", status },
      {
        type: "machine-status",
        cabinetTemperatureC: 20,
        door: status,
        machineId: "1",
        sensorsC: [20],
      },
    ];
    return encodeFrame(controllerFrame(chance.one(messages), chance.byte()));
  },
};

/** Every protocol heard on a serial line. Lengths are those of the longest frame each can wait for. */
export const codecs: readonly Codec[] = [
  { ...vmcSpeech, name: "vmc-fafb", take: takeFrame, holds: 69 },
  {
    name: "kr-cu16",
    take: takeCu16,
    holds: 9,
    mend: sum,
    valid: (chance) =>
      encodeCu16({
        board: chance.below(16),
        lock: chance.below(16),
        ...chance.one<{ cmd: number; data: Uint8Array }>([
          { cmd: Cu16Cmd.status, data: chance.bytes(4) },
          { cmd: Cu16Cmd.unlock, data: new Uint8Array() },
          { cmd: Cu16Cmd.askStatus, data: new Uint8Array() },
        ]),
      }),
  },
  {
    name: "kr-cu48",
    take: takeCu48,
    holds: 13,
    lengthAt: 4,
    mend: sum,
    valid(chance) {
      const place = { board: chance.byte(), lock: chance.below(48) };
      const data = chance.bytes(chance.one([0, 6]));
      return chance.maybe(0.5)
        ? encodeCu48({ kind: "question", ...place, cmd: Cu48Cmd.unlock })
        : encodeCu48({ kind: "answer", ...place, data, etx: chance.maybe(0.5) });
    },
  },
  {
    name: "lock-8a",
    take: takeLock8a,
    holds: 11,
    mend: xor,
    valid: (chance) =>
      chance.maybe(0.5)
        ? channelAnswer(1 + chance.below(32), 1 + chance.below(24), chance.one([0x00, 0x11]))
        : boardAnswer(1 + chance.below(32), [...chance.bytes(3)]),
  },
  {
    name: "modbus",
    take: takeModbus,
    holds: 69,
    lengthAt: 2,
    mend: mendModbus,
    valid(chance) {
      const address = 1 + chance.below(247);
      const count = 1 + chance.below(8);
      return chance.maybe(0.5)
        ? encodeModbus({
            address,
            fc: ModbusFc.readInputs,
            data: Uint8Array.of(count, ...chance.bytes(count)),
          })
        : encodeModbus({ address, fc: ModbusFc.writeCoil, data: chance.bytes(4) });
    },
  },
  {
    name: "dex",
    take: takeDex,
    holds: 560,
    mend: mendDex,
    valid: (chance) => encodeDex(dexFrame(chance)),
  },
  {
    name: "mdb",
    take: takeMdb,
    holds: 36,
    mend: sum,
    valid(chance) {
      const word = () => [chance.byte(), chance.byte()];
      return encodeMdb(
        Uint8Array.from(
          chance.one([
            [0x12],
            [0x13, 0x00, ...word(), ...word()],
            [0x13, 0x02, ...word()],
            [0x05, ...word()],
            [0x06, 0x0a, 0x07, 0x04],
          ]),
        ),
      );
    },
  },
  {
    name: "mdb-qibixx",
    take: takeLine,
    holds: 200,
    valid: (chance) =>
      chance.one([
        encodeLine("c", "STATUS", "VEND", (chance.below(900) / 100).toFixed(2), chance.below(99)),
        encodeLine("c", "STATUS", chance.one(["IDLE", "ENABLED", "INACTIVE"])),
        encodeLine("c", "VEND", "SUCCESS"),
        encodeLine("c", "ERR", '"-1"'),
      ]),
  },
];

function dexFrame(chance: Chance): Parameters<typeof encodeDex>[0] {
  if (chance.maybe(0.5)) {
    return chance.maybe(0.5) ? { kind: "ack", parity: chance.one([0, 1]) } : { kind: "enq" };
  }
  const data = chance.bytes(chance.below(40));
  return { kind: "block", head: chance.one(["soh", "stx"]), last: chance.maybe(0.5), data };
}
