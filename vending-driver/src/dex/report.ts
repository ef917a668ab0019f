import { crc16 } from "./crc16.ts";

/** One line of a report: its name and the elements after it, `^HH^` undone. */
export type Segment = { id: string; elements: readonly string[] };

export type ReportVerdict =
  /** The report's own check matches. `swapped`: an old machine printed its two bytes the other way round. */
  | { kind: "accepted"; check: "as-printed" | "swapped" }
  /** Kept to be looked at, but its numbers are not to be used. */
  | { kind: "rejected"; printed: string; computed: string }
  | { kind: "incomplete"; missing: readonly string[] };

export type AuditReport = {
  verdict: ReportVerdict;
  warnings: readonly string[];
  segments: readonly Segment[];
  /** As it came, whatever the verdict. */
  raw: string;
};

export type ReportFile = {
  reports: readonly AuditReport[];
  /** Stretches that belong to no report: what stood before, between and after. */
  foreign: readonly string[];
};

/** More than any real report, which has some tens of kilobytes; what comes after is not read. */
export const MAX_REPORT_BYTES = 1_048_576;

type Line = { text: string; segment: Segment | undefined };

/** Reads a file as machines and collectors leave them: junk, several reports, LF alone, cut off anywhere. */
export function readReports(bytes: Uint8Array): ReportFile {
  const reports: AuditReport[] = [];
  const foreign: string[] = [];
  let open: Line[] | undefined;
  let junk: string[] = [];

  function closeReport() {
    if (open !== undefined) reports.push(toReport(open));
    open = undefined;
  }
  function closeJunk() {
    if (junk.length > 0) foreign.push(junk.join("\n"));
    junk = [];
  }

  for (const text of linesOf(bytes.subarray(0, MAX_REPORT_BYTES))) {
    const begins = beginning(text);
    if (begins !== undefined) {
      const before = text.slice(0, begins);
      if (open !== undefined && before !== "") open.push({ text: before, segment: undefined });
      else if (before !== "") junk.push(before);
      closeReport();
      closeJunk();
      open = [lineOf(text.slice(begins))];
    } else if (open === undefined && /^ST\*/.test(text)) {
      // Some collectors take the envelope off.
      closeJunk();
      open = [lineOf(text)];
    } else if (open === undefined) {
      if (text !== "") junk.push(text);
    } else {
      open.push(lineOf(text));
      if (/^DXE(\*|$)/.test(text)) closeReport();
    }
  }
  closeReport();
  closeJunk();
  if (bytes.length > MAX_REPORT_BYTES)
    foreign.push("longer than any report: the rest was not read");
  return { reports, foreign };
}

/** Where `DXS*` stands, also right behind noise on the same line. */
function beginning(text: string): number | undefined {
  const at = text.indexOf("DXS*");
  return at === -1 ? undefined : at;
}

function linesOf(bytes: Uint8Array): string[] {
  return latin1(bytes).split(/\r\n|\n|\r/);
}

function lineOf(text: string): Line {
  const [id, ...elements] = text.trimEnd().split("*");
  const named = id !== undefined && /^(?:[A-Z]{2}\d{0,3}|DXS|DXE|G85)$/.test(id);
  return { text, segment: named ? { id, elements: elements.map(unescaped) } : undefined };
}

function unescaped(element: string): string {
  return element.replace(/\^([0-9A-Fa-f]{2})\^/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function toReport(lines: readonly Line[]): AuditReport {
  const segments = lines.flatMap(({ segment }) => segment ?? []);
  const raw = lines.map(({ text }) => text).join("\r\n");
  return { verdict: verdictOn(lines), warnings: warningsOf(lines), segments, raw };
}

function verdictOn(lines: readonly Line[]): ReportVerdict {
  const start = indexOf(lines, "ST");
  const check = indexOf(lines, "G85");
  const missing = ["DXS", "ST", "G85", "SE", "DXE"].filter((id) => indexOf(lines, id) === -1);
  const printed = check === -1 ? undefined : lines[check]?.segment?.elements[0];
  const whole = start !== -1 && check > start && printed !== undefined;
  if (!whole) return { kind: "incomplete", missing };

  const covered = lines.slice(start, check).map(({ text }) => `${text}\r\n`);
  const value = crc16(bytesOf(covered.join("")));
  const high = hex(value >>> 8);
  const low = hex(value & 0xff);
  const says = printed.trim().toUpperCase().padStart(4, "0");
  if (says !== high + low && says !== low + high) {
    // A last line cut in the middle of its check is not a damaged report.
    if (missing.includes("SE") && says.length < 4) return { kind: "incomplete", missing };
    return { kind: "rejected", printed, computed: high + low };
  }
  if (missing.length > 0) return { kind: "incomplete", missing };
  return { kind: "accepted", check: says === high + low ? "as-printed" : "swapped" };
}

/** Real machines miscount, so a wrong count is said and not punished. */
function warningsOf(lines: readonly Line[]): string[] {
  const warnings: string[] = [];
  const unreadable = lines.filter(({ text, segment }) => text !== "" && segment === undefined);
  for (const { text } of unreadable.slice(0, 20))
    warnings.push(`not a segment: ${text.slice(0, 80)}`);
  const start = indexOf(lines, "ST");
  const end = indexOf(lines, "SE");
  if (start === -1 || end < start) return warnings;
  const counted = lines.slice(start, end + 1).filter(({ text }) => text !== "").length;
  const says = lines[end]?.segment?.elements[0] ?? "";
  if (Number(says) !== counted) warnings.push(`SE says ${says} segments, there are ${counted}`);
  return warnings;
}

function indexOf(lines: readonly Line[], id: string): number {
  return lines.findIndex(({ segment }) => segment?.id === id);
}

function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}
