import { isGs1Symbol, readElements } from "./gs1/element-string.ts";

/**
 * How one scanner model was set up at the desk: always as a serial device (USB-CDC or RS-232). Keyboard
 * mode is refused: a code could type anything into the screen, and nobody could tell it from a person.
 */
export type ScannerProfile = {
  /** `cr-lf`: CR or LF ends a code. `silence`: the scanner sends no suffix, a pause ends it. */
  end: "cr-lf" | "silence";
  /** The scanner puts an AIM symbology identifier ("]Q1") before each code. */
  aimId: boolean;
};

/** Bytes of a code that has not ended yet. `overflowed`: too long, skipped up to the next end. */
export type ScanBuffer = { bytes: readonly number[]; overflowed: boolean };

export const emptyScan: ScanBuffer = { bytes: [], overflowed: false };

const MAX_CODE_BYTES = 512;

const CR = 0x0d;
const LF = 0x0a;
/** FNC1 in GS1 data: the one control character that means something, and only there. */
const GS = "\u001d";
const AIM_ID = /^\][A-Za-z][A-Za-z0-9]/;
/** Controls, what turns or hides text, private and unassigned signs, line and paragraph ends. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Adds bytes to the buffer and takes off every code that ended in them. */
export function takeScans(
  buffer: ScanBuffer,
  bytes: Uint8Array,
  profile: ScannerProfile,
): { codes: string[]; buffer: ScanBuffer } {
  const codes: string[] = [];
  let next = buffer;
  for (const byte of bytes) {
    if (byte === CR || byte === LF) {
      codes.push(...readCode(next, profile));
      next = emptyScan;
    } else if (next.overflowed || next.bytes.length === MAX_CODE_BYTES) {
      next = { bytes: [], overflowed: true };
    } else {
      next = { bytes: [...next.bytes, byte], overflowed: false };
    }
  }
  return { codes, buffer: next };
}

/** What the silence after the last byte means: the end of a code, or that the rest was lost. */
export function endBySilence(buffer: ScanBuffer, profile: ScannerProfile): string[] {
  return profile.end === "silence" ? readCode(buffer, profile) : [];
}

/**
 * One code or none: an empty, overlong, non-UTF-8 or control-laden code is no code. Where the scanner
 * sends AIM ids, one without has lost its beginning, and one with two is made to look like another.
 */
function readCode({ bytes, overflowed }: ScanBuffer, { aimId }: ScannerProfile): string[] {
  const text = overflowed ? undefined : decode(bytes);
  if (text === undefined) return [];
  const symbol = aimId ? AIM_ID.exec(text)?.[0] : "";
  if (symbol === undefined) return [];
  const code = text.slice(symbol.length);
  if (code === "" || (aimId && AIM_ID.test(code))) return [];
  if (UNSEEN.test(code.replaceAll(GS, ""))) return [];
  const mayHoldGs = isGs1Symbol(symbol) || readElements(code).kind === "elements";
  return code.includes(GS) && !mayHoldGs ? [] : [code];
}

function decode(bytes: readonly number[]): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes),
    );
  } catch {
    return undefined;
  }
}
