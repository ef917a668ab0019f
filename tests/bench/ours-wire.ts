import { join } from "node:path";
import {
  additionalData,
  contextOf,
  HEAD_BYTES,
  readEnvelope,
  readUp,
} from "@drop-in/contracts/wire";
import { openCentreKeys } from "../../sync-server/src/adapters/centre-keys.ts";
import type { Message } from "./wire-tap.ts";

/** The most bytes that are on their way at once: what may come twice after a crash. */
export const windowBytes = 256 * 1024;

/** Opens what a device says, with the keys of the centre in this folder: which events each message carries. */
export async function openReader(folder: string): Promise<(message: Message) => Promise<string[]>> {
  const openers = (await openCentreKeys(join(folder, "centre/keys"))).openers();
  return async ({ topic, payload }) => {
    const deviceId = topic.slice(topic.lastIndexOf("/") + 1);
    const read = readEnvelope(payload);
    if (read.kind === "bad" || read.envelope.voice !== "up") return [];
    const { recipient, sealed } = read.envelope;
    const bound = additionalData(payload.subarray(0, HEAD_BYTES), deviceId);
    const plain = await openers.get(recipient)?.(contextOf("up"), bound, sealed);
    const frame = plain && readUp(plain);
    if (frame?.kind !== "frame" || frame.frame.kind !== "batch") return [];
    const { stream, firstSeq, rows } = frame.frame;
    if (stream === "telemetry") return []; // what an agent says of itself at each start
    return rows.map((_row, place) => `${stream} ${firstSeq + place}`);
  };
}
