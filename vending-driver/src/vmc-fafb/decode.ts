import { type Decoder, decoderOf } from "../decoder.ts";
import { type Frame, takeFrame } from "./frame.ts";
import { readControllerFrame, readHostFrame } from "./message.ts";

export const decodeVmcFafb: Decoder = decoderOf(takeFrame, describe);

/** Only sync and the acknowledgement are the same from both sides; each is then given as both. */
function describe(frame: Frame): Record<string, unknown> {
  const controller = readControllerFrame(frame);
  const host = readHostFrame(frame);
  const known = (read: typeof controller | typeof host) => read && read.message.type !== "other";
  const read = known(controller) ? controller : known(host) ? host : (controller ?? host);
  if (read === undefined) return { type: "unreadable", cmd: frame.cmd };
  const from =
    known(controller) && known(host)
      ? "either"
      : known(host)
        ? "host"
        : known(controller)
          ? "controller"
          : "unknown";
  return { ...read.message, from, packNo: read.packNo };
}
