import { z } from "zod";
import { SignedCommand } from "./command.ts";
import { DeviceStatus } from "./device-status.ts";
import { ClockRecord, Stream } from "./event.ts";
import { FeedItem } from "./feed.ts";
import { CommandId, type DeviceId, Epoch } from "./ids.ts";

/** The version of everything that travels between a device and the centre. */
export const WIRE_VERSION = 2;

/** Topics carry a device id and nothing else that means anything. */
export const topics = {
  up: (device: DeviceId) => `drop-in/v2/up/${device}`,
  down: (device: DeviceId) => `drop-in/v2/dn/${device}`,
  status: (device: DeviceId) => `drop-in/v2/status/${device}`,
  everyUp: "drop-in/v2/up/+",
  everyStatus: "drop-in/v2/status/+",
} as const;

const sequence = z.number().int().min(0);
const nonce = z.string().regex(/^[0-9a-f]{16}$/);
export const MOST_EVENTS_IN_A_BATCH = 1_000;

/**
 * Device → centre. `hello` opens a connection and says how far the device is; `batch` carries events
 * `firstSeq … firstSeq + rows.length - 1` of one stream and the clocks they name; `feed-ack` says what has been applied;
 * `status` is the device's latest word; `challenge` answers a wish to command it.
 * Rows are unknown here and parsed one by one, so that one bad event does not refuse its neighbours.
 */
export const UpFrame = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("hello"),
    epoch: Epoch,
    /** Comes back in the welcome: only an answer to this hello tells the time. */
    nonce,
    version: z.string().max(40),
    /** Wire versions and codecs this device reads. */
    reads: z.object({ wire: z.array(z.number().int()), codecs: z.array(z.number().int()) }),
    feedCursor: sequence,
    /** Per stream: what was written last, and up to where it was acked and is forgotten. */
    streams: z.array(z.object({ stream: Stream, lastSeq: sequence, forgottenSeq: sequence })),
  }),
  z.object({
    kind: z.literal("batch"),
    epoch: Epoch,
    stream: Stream,
    firstSeq: z.number().int().min(1),
    clocks: z.array(ClockRecord).max(1_000),
    rows: z.array(z.unknown()).min(1).max(MOST_EVENTS_IN_A_BATCH),
  }),
  z.object({ kind: z.literal("feed-ack"), epoch: Epoch, cursor: sequence }),
  z.object({ kind: z.literal("status"), status: DeviceStatus }),
  z.object({ kind: z.literal("challenge"), commandId: CommandId, challenge: z.string().max(64) }),
]);
export type UpFrame = z.infer<typeof UpFrame>;

/** One change the centre sends down, numbered per device without gaps. An item a device does not know is passed over. */
export const NumberedFeedItem = z.object({ number: z.number().int().min(1), item: z.unknown() });
export type NumberedFeedItem = z.infer<typeof NumberedFeedItem>;

/**
 * Centre → device. `welcome` answers a hello with the cursor of each stream. `ack` is sent only after the centre's commit, and only it lets the
 * device forget: everything up to `cursor` is in the record. `snapshot` is everything a device must know, in parts, instead of
 * a long feed. `refused` says why a frame was not taken, where the device can do something about it.
 */
export const DownFrame = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("welcome"),
    epoch: Epoch,
    nonce,
    cursors: z.array(z.object({ stream: Stream, cursor: sequence })),
    serverTime: z.iso.datetime(),
    /** Codecs the centre reads. */
    codecs: z.array(z.number().int()),
  }),
  z.object({
    kind: z.literal("ack"),
    epoch: Epoch,
    stream: Stream,
    cursor: sequence,
  }),
  z.object({ kind: z.literal("feed"), items: z.array(NumberedFeedItem).min(1) }),
  z.object({
    kind: z.literal("snapshot"),
    /** The feed goes on after this number. */
    through: sequence,
    part: z.number().int().min(1),
    parts: z.number().int().min(1).max(1_000),
    items: z.array(z.unknown()),
  }),
  /** The centre does not know this device's past (it is new here, or was restored): say hello. */
  z.object({ kind: z.literal("say-hello") }),
  /** Somebody wishes to command this device: answer with a challenge. */
  z.object({ kind: z.literal("command-wish"), commandId: CommandId }),
  z.object({ kind: z.literal("command"), command: SignedCommand }),
  z.object({
    kind: z.literal("refused"),
    why: z.enum(["version", "epoch-over", "not-enrolled"]),
    reads: z.array(z.number().int()),
  }),
]);
export type DownFrame = z.infer<typeof DownFrame>;

/** What the items of a feed or a snapshot are; unknown ones are for a newer device. */
export function readFeedItem(item: unknown): FeedItem | undefined {
  const parsed = FeedItem.safeParse(item);
  return parsed.success ? parsed.data : undefined;
}
