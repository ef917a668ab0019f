/** The scanner's end of a wire: it only ever talks. */
type ScannerLine = { write(bytes: Uint8Array): void };

export type ScannerSettings = {
  /** What ends a code. Some scanners leave the factory with none: then only silence does. */
  suffix?: "cr" | "lf" | "crlf" | "none";
  /** An AIM symbology identifier sent before each code, for example "]Q1" for a QR code. */
  aimId?: string;
  /** Sends each code in pieces of this many bytes, as a busy USB hub would. */
  pieceBytes?: number;
};

/** Everything a scanner, or the code held before it, can do wrong. */
export const scannerFaults = [
  "no-suffix",
  "control-characters",
  "overlong",
  /** Two codes with no end between them. */
  "two-glued",
  /** The end of the code is lost, and its suffix with it. */
  "half-code",
  "unplugged",
] as const;
export type ScannerFault = (typeof scannerFaults)[number];

const OVERLONG = 600;
/** What a code made to harm would send: escape, Ctrl-R, a null, and one that turns the line round. */
const CONTROLS = "\u001b\u0012\u0000\u202e";

const suffixes = { cr: "\r", lf: "\n", crlf: "\r\n", none: "" };

/** A 2D scanner in serial mode: each scan is the code's bytes and a suffix, with no protocol around. */
export function createSerialScanner(line: ScannerLine, settings: ScannerSettings = {}) {
  const { suffix = "cr", aimId = "", pieceBytes = Number.POSITIVE_INFINITY } = settings;
  let fault: ScannerFault | null = null;

  function sent(text: string): string {
    const end = suffixes[suffix];
    if (fault === "no-suffix") return aimId + text;
    if (fault === "control-characters") return `${aimId}${CONTROLS}${text}${end}`;
    if (fault === "overlong") return aimId + text.padEnd(OVERLONG, "A") + end;
    if (fault === "two-glued") return aimId + text + aimId + text + end;
    if (fault === "half-code") return aimId + text.slice(0, Math.ceil(text.length / 2));
    return fault === "unplugged" ? "" : aimId + text + end;
  }

  return {
    fault: (): ScannerFault | null => fault,
    become(next: ScannerFault | null): void {
      fault = next;
    },
    scan(text: string): void {
      const bytes = new TextEncoder().encode(sent(text));
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        line.write(bytes.subarray(at, Math.min(at + pieceBytes, bytes.length)));
      }
    },
  };
}
