import type { LinkState, SerialLink } from "@drop-in/vending-driver/protocol";
import type { Timer } from "../adapters/real-time.ts";
import type { Line } from "./line.ts";

const ON_THE_WAY_MS = 1;

/** Told of bytes that pass, and may change them: a longer, a shorter or no message at all. */
export type Tap = (bytes: Uint8Array) => Uint8Array;

/**
 * A wire without a port: the host's end and the device's end, for a clock that is turned by hand. What is on the
 * way when the wire is pulled never arrives, and nothing waits for the next plugging in.
 */
export function createMemoryWire(timer: Timer) {
  const deviceHears: ((bytes: Uint8Array) => void)[] = [];
  let hostHears = new Set<(bytes: Uint8Array) => void>();
  let stateListeners = new Set<(state: LinkState) => void>();
  let state: LinkState = "open";
  let plugging = 0;
  let fromHost: Tap = (bytes) => bytes;
  let fromDevice: Tap = (bytes) => bytes;

  function carry(bytes: Uint8Array, deliver: (bytes: Uint8Array) => void) {
    const mine = plugging;
    if (bytes.length === 0) return;
    timer(ON_THE_WAY_MS, () => {
      if (mine === plugging && state === "open") deliver(bytes);
    });
  }

  const link: SerialLink = {
    state: () => state,
    async write(bytes) {
      if (state === "closed") throw new Error("the link is closed");
      carry(fromHost(bytes), (arrived) => {
        for (const listener of deviceHears) listener(arrived);
      });
    },
    onBytes(listener) {
      hostHears.add(listener);
      return () => hostHears.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    async close() {},
  };
  const line: Line = {
    onBytes: (listener) => void deviceHears.push(listener),
    write(bytes) {
      if (state === "closed") return;
      carry(fromDevice(bytes), (arrived) => {
        for (const listener of hostHears) listener(arrived);
      });
    },
  };

  function become(next: LinkState) {
    if (state === next) return;
    state = next;
    plugging += 1;
    for (const listener of stateListeners) listener(next);
  }

  return {
    link,
    line,
    unplug: () => become("closed"),
    plugIn: () => become("open"),
    /** The host's program is gone, and with it everybody who listened; a new one opens the same wire. */
    forgetHost() {
      hostHears = new Set();
      stateListeners = new Set();
      plugging += 1;
    },
    tap(taps: { fromHost?: Tap; fromDevice?: Tap }) {
      fromHost = taps.fromHost ?? fromHost;
      fromDevice = taps.fromDevice ?? fromDevice;
    },
  };
}
