import type { Timer } from "@drop-in/foundation";

/** What one direction of a line is like just now. */
export type Conditions = {
  delayMs: number;
  /** Up to so much more, drawn for each piece. Bytes never overtake one another. */
  jitterMs: number;
  bytesPerSecond: number;
  /** How much waits for a slow line before the sender is held back. */
  queueBytes: number;
  /**
   * `held`: nothing arrives, and what was sent arrives once it is open again, as TCP would see to it.
   * `swallowed`: what is sent is gone; the connection ends when the line opens, for a stream cannot have a hole.
   */
  flow: "open" | "held" | "swallowed";
};

export const clearLine: Conditions = {
  delayMs: 0,
  jitterMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  queueBytes: 64 * 1024,
  flow: "open",
};

/** When the line is free for the next byte. All connections of a line share it, as they share a modem. */
export type Wire = { freeAtMs: number };

/** How a stream ended: `politely` with everything said before, or `abruptly`. */
export type Ending = "politely" | "abruptly";

type Parts = {
  conditions: () => Conditions;
  wire: Wire;
  now: () => number;
  timer: Timer;
  random: () => number;
  /** False when the receiver takes no more until `drained` is called. */
  deliver: (bytes: Uint8Array) => boolean;
  end: (how: Ending) => void;
  holdBack: (held: boolean) => void;
};

const QUANTUM_MS = 20; // a slow line sends so much at a time, so that a change of its rate is felt at once
const ON_THE_WAY_BYTES = 4 * 1024 * 1024;

/** Carries the bytes of one connection in one direction, in order, under conditions that change as it runs. */
export function createLane(parts: Parts) {
  const { conditions, wire, now } = parts;
  const queue: { bytes: Uint8Array; enteredMs: number }[] = [];
  const onTheWay: { bytes: Uint8Array; leftMs: number; wobble: number }[] = [];
  let queued = 0;
  let travelling = 0;
  let leaving: { bytes: Uint8Array; doneMs: number } | undefined;
  let ending: Ending | undefined;
  let receiverFull = false;
  let heldBack = false;
  let holed = false;
  let over = false;
  let cancel = () => {};

  function turn(): void {
    cancel();
    if (over || conditions().flow !== "open") return holdBackWhenFull();
    if (holed) return finish("abruptly");
    const atMs = now();
    do {
      transmit(atMs);
      arrive(atMs);
    } while (mayTransmit()); // what arrived made room
    holdBackWhenFull();
    const nothingLeft = queue.length === 0 && !leaving && onTheWay.length === 0;
    if (ending && (nothingLeft || (ending === "abruptly" && receiverFull))) return finish(ending);
    const nextMs = Math.min(leaving?.doneMs ?? Infinity, receiverFull ? Infinity : dueMs());
    if (nextMs < Infinity) cancel = parts.timer(Math.max(0, nextMs - atMs), turn);
  }

  /** Puts what waits on the wire, as fast as the wire takes it, without losing a late timer's time. */
  function transmit(atMs: number): void {
    for (;;) {
      leaving ??= nextToLeave();
      if (!leaving || leaving.doneMs > atMs) return;
      onTheWay.push({ bytes: leaving.bytes, leftMs: leaving.doneMs, wobble: parts.random() });
      travelling += leaving.bytes.length;
      leaving = undefined;
    }
  }

  function mayTransmit(): boolean {
    return !leaving && queue.length > 0 && travelling < ON_THE_WAY_BYTES;
  }

  function nextToLeave() {
    const [first] = queue;
    if (!first || !mayTransmit()) return undefined;
    const { bytesPerSecond } = conditions();
    const size = Math.max(1, Math.ceil((bytesPerSecond * QUANTUM_MS) / 1_000));
    const bytes = first.bytes.subarray(0, size);
    if (bytes.length === first.bytes.length) queue.shift();
    else first.bytes = first.bytes.subarray(size);
    queued -= bytes.length;
    const startMs = Math.max(wire.freeAtMs, first.enteredMs);
    wire.freeAtMs = startMs + (bytes.length * 1_000) / bytesPerSecond;
    return { bytes, doneMs: wire.freeAtMs };
  }

  function arrive(atMs: number): void {
    while (!receiverFull && dueMs() <= atMs) {
      const piece = onTheWay.shift();
      if (!piece) return;
      travelling -= piece.bytes.length;
      receiverFull = !parts.deliver(piece.bytes);
    }
  }

  function dueMs(): number {
    const [first] = onTheWay;
    if (!first) return Infinity;
    const { delayMs, jitterMs } = conditions();
    return first.leftMs + delayMs + first.wobble * jitterMs;
  }

  function holdBackWhenFull(): void {
    const full = heldBack
      ? queued > conditions().queueBytes / 2
      : queued >= conditions().queueBytes;
    if (full === heldBack || over) return;
    heldBack = full;
    parts.holdBack(full);
  }

  function finish(how: Ending): void {
    over = true;
    cancel();
    parts.end(how);
  }

  return {
    take(bytes: Uint8Array): void {
      if (over || ending) return;
      if (conditions().flow === "swallowed") {
        holed = true;
        return;
      }
      queue.push({ bytes, enteredMs: now() });
      queued += bytes.length;
      turn();
    },
    /** The sender is gone; the receiver hears of it behind the last byte. */
    ended(how: Ending): void {
      if (over || ending === "abruptly") return;
      ending = how;
      turn();
    },
    drained(): void {
      receiverFull = false;
      turn();
    },
    /** The conditions are others now. */
    changed: turn,
    close(): void {
      over = true;
      cancel();
    },
  };
}
