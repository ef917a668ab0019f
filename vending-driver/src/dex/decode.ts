import { type Decoded, type Decoder, decoderOf, hexOf } from "../decoder.ts";
import { readAuditOf } from "./audit.ts";
import { type DexFrame, takeDex } from "./frame.ts";
import { readReports } from "./report.ts";

const decodeLink = decoderOf(takeDex, describe);

/** A report file as its parsed reports, link bytes as frames. Link bytes begin with a control character. */
export const decodeDex: Decoder = (recording) => {
  const isLink = [...recording.subarray(0, 4)].some((byte) =>
    [0x04, 0x05, 0x10, 0x15].includes(byte),
  );
  return isLink ? decodeLink(recording) : decodeReports(recording);
};

function decodeReports(recording: Uint8Array): Decoded[] {
  const { reports, foreign } = readReports(recording);
  const read = reports.map((report): Decoded => {
    const { verdict, warnings, segments, raw } = report;
    const says = { verdict, warnings, audit: readAuditOf(report), segments };
    return { kind: "frame", hex: hexOf(latin1(raw)), says };
  });
  const left = foreign.map(
    (text): Decoded => ({ kind: "noise", hex: hexOf(latin1(text)), why: "outside any report" }),
  );
  return [...read, ...left];
}

function describe(frame: DexFrame): Record<string, unknown> {
  if (frame.kind !== "block") return { ...frame, kind: undefined, type: frame.kind };
  const { head, last, data } = frame;
  const type = head === "soh" ? "handshake" : "data";
  return { type, last, text: new TextDecoder("latin1").decode(data) };
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
