import { z } from "zod";
import { Stream } from "./event.ts";
import { NumberedFeedItem } from "./feed.ts";
import { type DeviceId, Epoch, SiteId } from "./ids.ts";

/** Topics carry a device id and nothing else that means anything. */
export const topics = {
  up: (device: DeviceId) => `drop-in/v1/up/${device}`,
  down: (device: DeviceId) => `drop-in/v1/dn/${device}`,
  status: (device: DeviceId) => `drop-in/v1/status/${device}`,
  everyUp: "drop-in/v1/up/+",
  everyStatus: "drop-in/v1/status/+",
} as const;

const sequence = z.number().int().min(0);

/**
 * Device → centre. `hello` opens a connection and says how far the device is; `batch` carries events
 * `firstSeq … firstSeq + events.length - 1` of one stream; `feed-ack` says what has been applied.
 * Events are unknown here and parsed one by one, so that one bad event does not refuse its neighbours.
 */
export const UpFrame = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("hello"),
    epoch: Epoch,
    siteId: SiteId,
    siteName: z.string().max(60),
    version: z.string().max(40),
    feedCursor: sequence,
    /** Per stream: what was written last, and up to where it was acked and is forgotten. */
    streams: z.array(z.object({ stream: Stream, lastSeq: sequence, forgottenSeq: sequence })),
  }),
  z.object({
    kind: z.literal("batch"),
    epoch: Epoch,
    stream: Stream,
    firstSeq: z.number().int().min(1),
    events: z.array(z.unknown()).min(1).max(1000),
  }),
  z.object({ kind: z.literal("feed-ack"), epoch: Epoch, cursor: sequence }),
]);
export type UpFrame = z.infer<typeof UpFrame>;

/**
 * Centre → device. `welcome` answers a hello with the cursor of each stream. `ack` is sent only after the centre's commit, and only it lets the device forget:
 * everything up to `cursor` is in the record. `feed` items are numbered without gaps per device.
 */
export const DownFrame = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("welcome"),
    epoch: Epoch,
    cursors: z.array(z.object({ stream: Stream, cursor: sequence })),
    serverTime: z.iso.datetime(),
  }),
  z.object({
    kind: z.literal("ack"),
    epoch: Epoch,
    stream: Stream,
    cursor: sequence,
    serverTime: z.iso.datetime(),
  }),
  z.object({
    kind: z.literal("feed"),
    items: z.array(NumberedFeedItem).min(1),
    serverTime: z.iso.datetime(),
  }),
  /** The centre does not know this device's past (it is new here, or was restored): say hello. */
  z.object({ kind: z.literal("say-hello") }),
]);
export type DownFrame = z.infer<typeof DownFrame>;
