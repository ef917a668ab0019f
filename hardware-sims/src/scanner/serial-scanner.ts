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

const suffixes = { cr: "\r", lf: "\n", crlf: "\r\n", none: "" };

/** A 2D scanner in serial mode: each scan is the code's bytes and a suffix, with no protocol around. */
export function createSerialScanner(line: ScannerLine, settings: ScannerSettings = {}) {
  const { suffix = "cr", aimId = "", pieceBytes = Number.POSITIVE_INFINITY } = settings;
  return {
    scan(text: string): void {
      const bytes = new TextEncoder().encode(`${aimId}${text}${suffixes[suffix]}`);
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        line.write(bytes.subarray(at, Math.min(at + pieceBytes, bytes.length)));
      }
    },
  };
}
