import { encodeLine, takeLine } from "@drop-in/vending-driver/protocol";
import type { Line } from "../line/line.ts";
import type { KeypadFault } from "./world.ts";

type Options = {
  line: Line;
  has: (fault: KeypadFault) => boolean;
  onLine: (key: string, parts: readonly string[]) => void;
  onFrame?: ((from: "controller" | "host", bytes: Uint8Array, type: string) => void) | undefined;
};

const GARBAGE = Uint8Array.of(0x00, 0xff, 0x80, 0x0a);

/** The adapter's side of its serial line, with what can be wrong with it. */
export function createAdapterLine({ line, has, onLine, onFrame }: Options) {
  let held: Uint8Array = new Uint8Array();

  line.onBytes((bytes) => {
    held = Uint8Array.of(...held, ...bytes);
    for (let taken = takeLine(held); taken.kind !== "incomplete"; taken = takeLine(held)) {
      held = taken.rest;
      if (taken.kind !== "frame" || taken.frame.from !== "host") continue;
      onLine(taken.frame.key, taken.frame.parts);
    }
  });

  return {
    say(key: string, ...parts: string[]): void {
      const bytes = encodeLine(key, ...parts);
      if (key !== "v") onFrame?.("controller", bytes, [key, ...parts].join(","));
      if (has("garbage-burst")) line.write(GARBAGE);
      if (has("glued-lines")) return line.write(Uint8Array.of(...encodeLine("r", "ACK"), ...bytes));
      if (!has("one-byte-reads")) return line.write(bytes);
      for (const byte of bytes) line.write(Uint8Array.of(byte));
    },
    forget(): void {
      held = new Uint8Array();
    },
  };
}
