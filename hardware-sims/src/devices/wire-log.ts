import { wallClock } from "../adapters/real-time.ts";
import type { WireLine } from "../bench/bench-state.ts";

const WIRE_LINES = 40;

/** The last things said on a machine's line, newest first, as the bench shows them. */
export function createWireLog(onChange: () => void) {
  const lines: WireLine[] = [];
  let count = 0;
  return {
    lines,
    onFrame(from: WireLine["from"], bytes: Uint8Array, type: string): void {
      count += 1;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase());
      lines.unshift({ number: count, at: wallClock(), from, type, hex: hex.join(" ") });
      lines.length = Math.min(lines.length, WIRE_LINES);
      onChange();
    },
  };
}
