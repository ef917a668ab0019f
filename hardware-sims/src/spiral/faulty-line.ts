import { encodeFrame, takeFrame } from "@drop-in/vending-driver/protocol";
import type { Timer } from "../adapters/real-time.ts";
import type { Line } from "../line/line.ts";
import type { Faults } from "./faults.ts";

type Options = {
  line: Line;
  timer: Timer;
  faults: Faults;
  random: () => number;
  /** Bits a second, to send as slowly as the real line; left out: at once. */
  baudRate?: number | undefined;
};

const POLL = 0x41;
const ACK = 0x42;
const DISPENSE_STATUS = 0x04;
const BITS_A_BYTE = 10;
const BURST = 24;
const BYTE_GAP_MS = 1;

/** The wire as it is on a bad day: what the controller says is broken up, garbled, or drowned in noise. */
export function createFaultyLine({ line, timer, faults, random, baudRate }: Options): Line {
  const waiting: Uint8Array[] = [];
  let sending = false;
  let garbled = "";

  function write(bytes: Uint8Array) {
    const noise = faults.happens("garbage-burst") ? [burst()] : [];
    const whole = Uint8Array.from([...noise.flat(), ...spoken(bytes)]);
    const single = faults.happens("one-byte-reads");
    if (!single && baudRate === undefined && waiting.length === 0 && !sending) {
      return line.write(whole);
    }
    waiting.push(...(single ? Array.from(whole, (byte) => Uint8Array.of(byte)) : [whole]));
    if (!sending) sendNext();
  }

  function sendNext() {
    const next = waiting.shift();
    sending = next !== undefined;
    if (next === undefined) return;
    const paced = baudRate === undefined ? 0 : (1000 * BITS_A_BYTE * next.length) / baudRate;
    timer(Math.max(paced, next.length === 1 ? BYTE_GAP_MS : 0), () => {
      line.write(next);
      sendNext();
    });
  }

  function spoken(bytes: Uint8Array): Uint8Array {
    const taken = takeFrame(bytes);
    if (taken.kind !== "frame") return bytes;
    const { cmd, body } = taken.frame;
    if (cmd === POLL || cmd === ACK) return bytes;
    const five = cmd === DISPENSE_STATUS && body.length === 4 && faults.happens("five-byte-status");
    const frame = five ? encodeFrame({ cmd, body: Uint8Array.of(...body, 0) }) : bytes;
    if (faults.happens("glued-frames")) {
      return Uint8Array.of(...encodeFrame({ cmd: POLL, body: new Uint8Array() }), ...frame);
    }
    // The one after it is the resend, which arrives whole.
    const again = garbled === bytes.join();
    garbled = !again && faults.happens("wrong-checksum-then-resend") ? bytes.join() : "";
    return garbled === "" ? frame : Uint8Array.of(...frame.subarray(0, -1), ~(frame.at(-1) ?? 0));
  }

  function burst(): number[] {
    return Array.from({ length: BURST }, () => Math.floor(random() * 256));
  }

  return {
    onBytes: line.onBytes,
    write,
  };
}
