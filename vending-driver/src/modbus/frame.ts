import type { Taken } from "../decoder.ts";

/**
 * Modbus RTU frames of relay boards, door contacts and climate sensors.
 *
 *   offset  size  field
 *   0       1     ADDR   1..247
 *   1       1     FC     function; with 80h set, an exception
 *   2       n     DATA   by function and direction
 *   2+n     2     CRC    CRC-16/MODBUS of every byte before it, low byte first
 *
 * A frame does not say whether it asks or answers: the codec takes the stretch whose CRC fits, an answer first.
 */
export type ModbusFrame = { address: number; fc: number; data: Uint8Array };

export const ModbusFc = {
  readCoils: 1,
  readInputs: 2,
  readHolding: 3,
  readRegisters: 4,
  writeCoil: 5,
  writeCoils: 15,
} as const;
const FUNCTIONS = new Set<number>(Object.values(ModbusFc));
const MAX_DATA = 64;

export function encodeModbus({ address, fc, data }: ModbusFrame): Uint8Array {
  if (address < 1 || address > 247) throw new RangeError(`there is no board ${address}`);
  const body = Uint8Array.of(address, fc, ...data);
  const crc = crc16Modbus(body);
  return Uint8Array.of(...body, crc & 0xff, crc >> 8);
}

export const readInputs = (address: number, count: number): Uint8Array =>
  encodeModbus({ address, fc: ModbusFc.readInputs, data: words(0, count) });

export const readRegisters = (address: number, first: number, count: number): Uint8Array =>
  encodeModbus({ address, fc: ModbusFc.readRegisters, data: words(first, count) });

/** The board itself lets go after `pulseMs`: a crash between on and off would leave a lock energised. */
export function flashRelay(address: number, relay: number, pulseMs: number): Uint8Array {
  const steps = Math.min(0x7fff, Math.max(1, Math.round(pulseMs / 100)));
  return encodeModbus({ address, fc: ModbusFc.writeCoil, data: words(0x0200 + relay, steps) });
}

export const allRelaysOff = (address: number): Uint8Array =>
  encodeModbus({ address, fc: ModbusFc.writeCoil, data: words(0x00ff, 0) });

/** Takes the first frame off `bytes`. What cannot start one is noise, dropped as little as can be. */
export function takeModbus(bytes: Uint8Array): Taken<ModbusFrame> {
  const [address, fc] = bytes;
  if (address === undefined) return { kind: "incomplete" };
  if (address < 1 || address > 247) return noise(bytes);
  if (fc === undefined) return { kind: "incomplete" };
  if (!FUNCTIONS.has(fc & 0x7f)) return noise(bytes);
  const lengths = lengthsOf(fc, bytes[2]);
  for (const length of lengths) {
    const end = 2 + length;
    const [low, high] = bytes.subarray(end, end + 2);
    if (low === undefined || high === undefined) continue;
    if (crc16Modbus(bytes.subarray(0, end)) !== ((high << 8) | low)) continue;
    const frame = { address, fc, data: bytes.slice(2, end) };
    return { kind: "frame", frame, rest: bytes.subarray(end + 2) };
  }
  if (bytes.length < Math.max(...lengths) + 4) return { kind: "incomplete" };
  return noise(bytes);
}

/** Data bytes a frame of this function can have. What counts its own bytes is an answer. */
function lengthsOf(fc: number, first: number | undefined): number[] {
  if (fc & 0x80) return [1];
  const counted = first === undefined || first > MAX_DATA ? [] : [1 + first];
  if (fc === ModbusFc.writeCoil) return [4];
  if (fc === ModbusFc.writeCoils) return [4, 5 + 1, 5 + 2];
  return [...new Set([...counted, 4])];
}

/** Registers of an answer to 03 or 04, as signed 16-bit numbers. */
export function registersOf({ data }: ModbusFrame): number[] {
  const view = new DataView(data.buffer, data.byteOffset + 1, (data[0] ?? 0) & ~1);
  return Array.from({ length: view.byteLength / 2 }, (_, at) => view.getInt16(at * 2));
}

/** Bits of an answer to 01 or 02, number 0 first. */
export function bitsOf({ data }: ModbusFrame): (0 | 1)[] {
  const bytes = data.subarray(1);
  return Array.from({ length: bytes.length * 8 }, (_, at) =>
    ((bytes[at >> 3] ?? 0) >> (at & 7)) & 1 ? 1 : 0,
  );
}

/** Reflected A001 from FFFF. */
export function crc16Modbus(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

function words(first: number, second: number): Uint8Array {
  return Uint8Array.of(first >> 8, first & 0xff, second >> 8, second & 0xff);
}

function noise(bytes: Uint8Array): Taken<ModbusFrame> {
  return { kind: "noise", skipped: 1, rest: bytes.subarray(1) };
}
