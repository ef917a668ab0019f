/** What the front of a stretch of bytes is. Every codec's `take…` answers with this. */
export type Taken<Frame> =
  | { kind: "frame"; frame: Frame; rest: Uint8Array }
  | { kind: "noise"; skipped: number; rest: Uint8Array }
  | { kind: "incomplete" };

/** One part of a recording, as `npm run decode` prints it: one JSON object a line. */
export type Decoded =
  | { kind: "frame"; hex: string; says: Readonly<Record<string, unknown>> }
  | { kind: "noise"; hex: string; why: string };

export type Decoder = (recording: Uint8Array) => Decoded[];

/** A decoder from a codec: every byte of the recording is in exactly one part, in order. */
export function decoderOf<Frame>(
  take: (bytes: Uint8Array) => Taken<Frame>,
  describe: (frame: Frame) => Readonly<Record<string, unknown>>,
): Decoder {
  return (recording) => {
    const parts: Decoded[] = [];
    let left = recording;
    while (left.length > 0) {
      const taken = take(left);
      if (taken.kind === "incomplete") {
        parts.push({ kind: "noise", hex: hexOf(left), why: "cut off" });
        break;
      }
      const hex = hexOf(left.subarray(0, left.length - taken.rest.length));
      if (taken.kind === "frame") parts.push({ kind: "frame", hex, says: describe(taken.frame) });
      else pushNoise(parts, hex);
      left = taken.rest;
    }
    return parts;
  };
}

/** Noise that follows noise is one stretch of it. */
function pushNoise(parts: Decoded[], hex: string): void {
  const last = parts.at(-1);
  if (last?.kind === "noise") last.hex = `${last.hex} ${hex}`;
  else parts.push({ kind: "noise", hex, why: "no frame begins here" });
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
}
