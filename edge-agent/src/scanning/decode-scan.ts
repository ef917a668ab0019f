import { type Decoder, decoderOf, type Taken } from "@drop-in/vending-driver/protocol";
import { emptyScan, takeScans } from "./scan-frame.ts";

/** The codes a scanner sent that ends each with CR, LF or both. An AIM identifier is shown and left in place. */
export const decodeScan: Decoder = decoderOf(takeScan, (code) => {
  const aimId = /^\][A-Za-z][A-Za-z0-9]/.exec(code)?.[0];
  return { type: "code", code, ...(aimId === undefined ? {} : { aimId }) };
});

function takeScan(bytes: Uint8Array): Taken<string> {
  const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  if (end === -1) return { kind: "incomplete" };
  const length = bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? end + 2 : end + 1;
  const rest = bytes.subarray(length);
  const { codes } = takeScans(emptyScan, bytes.subarray(0, end + 1), {
    end: "cr-lf",
    aimId: false,
  });
  const [code] = codes;
  if (code === undefined) return { kind: "noise", skipped: length, rest };
  return { kind: "frame", frame: code, rest };
}
