/** What a host can tell the printer, after the bytes are understood. Lengths follow Epson's reference. */
export type Command =
  | { do: "text"; byte: number }
  | { do: "line-feed" }
  | { do: "reset" }
  | { do: "code-page"; page: number }
  | { do: "align"; to: number }
  | { do: "print-mode"; mode: number }
  | { do: "bold"; on: boolean }
  | { do: "size"; width: number; height: number }
  | { do: "invert"; on: boolean }
  | { do: "feed-lines"; lines: number }
  | { do: "feed-dots"; dots: number }
  | { do: "raster"; mode: number; widthBytes: number; rows: number; dots: Uint8Array }
  | { do: "columns"; tall: boolean; data: Uint8Array }
  | { do: "qr"; setting: number; data: Uint8Array }
  | { do: "cut"; feedDots: number | undefined }
  | { do: "tell-paper" }
  | { do: "tell-changes"; mask: number }
  | { do: "nothing" };

export type Taken =
  | { kind: "command"; command: Command; length: number }
  | { kind: "unknown" }
  | { kind: "incomplete" };

const INCOMPLETE: Taken = { kind: "incomplete" };
const UNKNOWN: Taken = { kind: "unknown" };
const NOTHING: Command = { do: "nothing" };

/** Longer than this is not a picture but noise that looked like a length. */
const MAX_COMMAND_BYTES = 1_000_000;

/** Reads the command at `at`. An unknown one is one byte long, as a printer that skips it would see. */
export function takeCommand(bytes: Uint8Array, at: number): Taken {
  const first = bytes[at];
  if (first === undefined) return INCOMPLETE;
  if (first === 0x0a) return taken({ do: "line-feed" }, 1);
  if (first === 0x0d) return taken(NOTHING, 1);
  if (first === 0x09) return taken({ do: "text", byte: 0x20 }, 1);
  if (first === 0x10) return sized(bytes, at, 3, () => NOTHING);
  if (first === 0x1b) return takeEsc(bytes, at);
  if (first === 0x1d) return takeGs(bytes, at);
  return first < 0x20 ? UNKNOWN : taken({ do: "text", byte: first }, 1);
}

function takeEsc(bytes: Uint8Array, at: number): Taken {
  const name = bytes[at + 1];
  const n = bytes[at + 2] ?? 0;
  switch (name) {
    case undefined:
      return INCOMPLETE;
    case 0x40:
      return taken({ do: "reset" }, 2);
    case 0x32:
      return taken(NOTHING, 2);
    case 0x74:
      return sized(bytes, at, 3, () => ({ do: "code-page", page: n }));
    case 0x61:
      return sized(bytes, at, 3, () => ({ do: "align", to: n % 48 }));
    case 0x21:
      return sized(bytes, at, 3, () => ({ do: "print-mode", mode: n }));
    case 0x45:
    case 0x47:
      return sized(bytes, at, 3, () => ({ do: "bold", on: (n & 1) === 1 }));
    case 0x64:
      return sized(bytes, at, 3, () => ({ do: "feed-lines", lines: n }));
    case 0x4a:
      return sized(bytes, at, 3, () => ({ do: "feed-dots", dots: n }));
    case 0x2a:
      return takeColumns(bytes, at);
    case 0x2d: // underline, line spacing, font, character set, upside down, peripheral, rotation
    case 0x33:
    case 0x4d:
    case 0x52:
    case 0x7b:
    case 0x3d:
    case 0x56:
      return sized(bytes, at, 3, () => NOTHING);
    case 0x24:
    case 0x5c:
      return sized(bytes, at, 4, () => NOTHING);
    case 0x70:
      return sized(bytes, at, 5, () => NOTHING);
    default:
      return UNKNOWN;
  }
}

function takeGs(bytes: Uint8Array, at: number): Taken {
  const name = bytes[at + 1];
  const n = bytes[at + 2] ?? 0;
  switch (name) {
    case undefined:
      return INCOMPLETE;
    case 0x21:
      return sized(bytes, at, 3, () => ({ do: "size", width: (n >> 4) + 1, height: (n & 7) + 1 }));
    case 0x42:
      return sized(bytes, at, 3, () => ({ do: "invert", on: (n & 1) === 1 }));
    case 0x72:
      return sized(bytes, at, 3, () => ({ do: "tell-paper" }));
    case 0x61:
      return sized(bytes, at, 3, () => ({ do: "tell-changes", mask: n }));
    case 0x56:
      return takeCut(bytes, at);
    case 0x76:
      return takeRaster(bytes, at);
    case 0x28:
      return takeExtended(bytes, at);
    case 0x48: // barcode text, font, height, width
    case 0x66:
    case 0x68:
    case 0x77:
      return sized(bytes, at, 3, () => NOTHING);
    case 0x4c: // left margin, print width
    case 0x57:
      return sized(bytes, at, 4, () => NOTHING);
    default:
      return UNKNOWN;
  }
}

/** `GS V 0|1` cuts where it is; `GS V 65|66 n` first feeds to the cutter and `n` dots more. */
function takeCut(bytes: Uint8Array, at: number): Taken {
  const mode = bytes[at + 2];
  if (mode === undefined) return INCOMPLETE;
  if (mode === 65 || mode === 66) {
    return sized(bytes, at, 4, () => ({ do: "cut", feedDots: bytes[at + 3] ?? 0 }));
  }
  return [0, 1, 48, 49].includes(mode) ? taken({ do: "cut", feedDots: undefined }, 3) : UNKNOWN;
}

/** `GS v 0 m xL xH yL yH`, then one bit a dot, the leftmost dot in the highest bit. */
function takeRaster(bytes: Uint8Array, at: number): Taken {
  const [kind, mode] = [bytes[at + 2], bytes[at + 3]];
  if (kind !== undefined && kind !== 0x30) return UNKNOWN;
  if (mode === undefined || bytes.length < at + 8) return INCOMPLETE;
  const widthBytes = word(bytes, at + 4);
  const rows = word(bytes, at + 6);
  return sized(bytes, at, 8 + widthBytes * rows, (end) => ({
    do: "raster",
    mode: mode % 48,
    widthBytes,
    rows,
    dots: bytes.slice(at + 8, end),
  }));
}

/** `ESC * m nL nH`, then columns of 8 dots, or of 24 in three bytes. */
function takeColumns(bytes: Uint8Array, at: number): Taken {
  const mode = bytes[at + 2];
  if (mode === undefined || bytes.length < at + 5) return INCOMPLETE;
  if (![0, 1, 32, 33].includes(mode)) return UNKNOWN;
  const tall = mode >= 32;
  const length = 5 + word(bytes, at + 3) * (tall ? 3 : 1);
  return sized(bytes, at, length, (end) => ({
    do: "columns",
    tall,
    data: bytes.slice(at + 5, end),
  }));
}

/** `GS ( X pL pH …`: only `GS ( k` for a QR symbol (cn 49) means something here. */
function takeExtended(bytes: Uint8Array, at: number): Taken {
  if (bytes.length < at + 5) return INCOMPLETE;
  return sized(bytes, at, 5 + word(bytes, at + 3), (end) => {
    const isQr = bytes[at + 2] === 0x6b && bytes[at + 5] === 49;
    if (!isQr) return NOTHING;
    return { do: "qr", setting: bytes[at + 6] ?? 0, data: bytes.slice(at + 7, end) };
  });
}

function sized(
  bytes: Uint8Array,
  at: number,
  length: number,
  read: (end: number) => Command,
): Taken {
  if (length > MAX_COMMAND_BYTES) return UNKNOWN;
  return bytes.length < at + length ? INCOMPLETE : taken(read(at + length), length);
}

function taken(command: Command, length: number): Taken {
  return { kind: "command", command, length };
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}
