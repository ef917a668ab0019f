import { createHash } from "node:crypto";
import { streamOf } from "@drop-in/contracts";
import type { RecordedEvent } from "../recorded-days.ts";

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/**
 * Rows of stream `care` as they travel, without personal fields. Row `seq` of device `place` is another one than that of any
 * other device: the ids in it are made of its own and of which device it is, so that people stay the same from row to row.
 */
export function careRows(events: readonly RecordedEvent[]): (place: number, seq: number) => string {
  const care = events.filter(({ type }) => streamOf(type) === "care");
  return (place, seq) => {
    const event = care[(seq - 1) % care.length];
    if (!event) throw new RangeError("no events");
    const round = Math.floor((seq - 1) / care.length);
    const { type, monotonicMs, occurredAt, payload } = event;
    const row = JSON.stringify([type, 1, monotonicMs, Date.parse(occurredAt), payload]);
    return row.replaceAll(UUID, (id) => anotherId(id, `${place} ${process.pid} ${round}`));
  };
}

/** Made at the same time as the first one: ids of one day lie beside each other, as in life. */
function anotherId(id: string, of: string): string {
  const hex = createHash("sha1").update(`${id} ${of}`).digest("hex");
  return id.slice(0, 15) + hex.replace(/^(.{3}).(.{3})(.{12}).*$/, "$1-8$2-$3");
}
