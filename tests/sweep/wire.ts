import type { Line } from "@drop-in/hardware-sims/in-memory";
import type { LinkState, SerialLink } from "@drop-in/vending-driver";
import { type Breaker, type Life, unlessCut } from "./breaker.ts";
import type { VirtualTime } from "./virtual-time.ts";

const WIRE_MS = 1;

type Host = {
  life: Life;
  breaker: Breaker;
  isGo: (bytes: Uint8Array) => boolean;
  onWrite: (bytes: Uint8Array) => void;
};
export type Wire = ReturnType<typeof createWire>;

/** A serial line in memory: the device holds one end for good, each start of the box opens the other. */
export function createWire(time: VirtualTime) {
  const atDevice: ((bytes: Uint8Array) => void)[] = [];
  let toHost: ((bytes: Uint8Array) => void) | undefined;
  let devicePowered = true;

  const line: Line = {
    onBytes: (listener) => void atDevice.push(listener),
    write(bytes) {
      if (!devicePowered) return;
      const copy = bytes.slice();
      const deliver = toHost;
      // What is on its way to a box that was switched off meanwhile is lost.
      time.timer(WIRE_MS, () => deliver === toHost && deliver?.(copy));
    },
  };

  function carry(bytes: Uint8Array): void {
    const copy = bytes.slice();
    time.timer(WIRE_MS, () => {
      if (devicePowered) for (const listener of atDevice) listener(copy);
    });
  }

  /** The host's end, as the driver gets it. Every chunk in either direction is a point. */
  function open({ life, breaker, isGo, onWrite }: Host): SerialLink {
    const listeners = new Set<(bytes: Uint8Array) => void>();
    const tell = (bytes: Uint8Array) => {
      for (const listener of listeners) if (life.powered) unlessCut(() => listener(bytes));
    };
    toHost = (bytes) =>
      breaker.cross("host-hears", {
        half: () => tell(bytes.subarray(0, Math.floor(bytes.length / 2))),
        whole: () => tell(bytes),
      });
    return {
      state: (): LinkState => "open",
      async write(bytes) {
        breaker.cross(isGo(bytes) ? "go" : "host-writes", {
          half() {
            onWrite(bytes);
            carry(bytes.subarray(0, Math.floor(bytes.length / 2)));
          },
          whole() {
            onWrite(bytes);
            carry(bytes);
          },
        });
      },
      onBytes(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onState: () => () => {},
      close: async () => {},
    };
  }

  return {
    line,
    open,
    unplugHost(): void {
      toHost = undefined;
    },
    /** Without power the device hears nothing; what the wire carries meanwhile is lost. */
    setDevicePower(on: boolean): void {
      devicePowered = on;
    },
  };
}
