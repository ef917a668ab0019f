import { existsSync } from "node:fs";
import { join } from "node:path";
import { dataKeyFile, openDataKey, openReader } from "@drop-in/foundation";
import pg from "pg";
import { z } from "zod";
import type { CentreBook, DeviceBook, Named } from "./judge.ts";

/** What a device has committed, from its own database; its program may be running. */
export function readDevice(device: string, folder: string): DeviceBook {
  const key = existsSync(dataKeyFile(folder)) ? openDataKey(folder, undefined) : undefined;
  const db = openReader(join(folder, "agent.db"), key);
  try {
    const streams = db
      .prepare(
        `select name as stream, last_seq as "lastSeq",
           (select count(*) from outbox where outbox.stream = stream.name) as waiting from stream`,
      )
      .all();
    const epoch = db.prepare("select epoch from device").pluck().get();
    return DeviceRows.parse({ device, epoch, streams, named: db.prepare(selectNamed).all() });
  } finally {
    db.close();
  }
}

export type Centre = {
  /** How many events are in the record now. */
  count(): Promise<number>;
  read(): Promise<CentreBook>;
  close(): Promise<void>;
};

/** The record in PostgreSQL, asked behind the back of the centre's own programs. */
export function openCentreBook(url: string): Centre {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on("error", () => {}); // restarted under us; the next question connects again
  const ask = async (sql: string): Promise<unknown[]> => (await pool.query(sql)).rows;
  return {
    async count() {
      return Counted.parse(await ask("select count(*) as count from inbox"))[0]?.count ?? 0;
    },
    async read() {
      const rows = EventRows.parse(await ask(selectEvents));
      const lost = Counted.parse(await ask("select count(*) as count from lost_range"));
      return {
        events: rows.map(({ json, ...row }) => {
          const named = nameIn(json);
          return { ...row, ...(named ? { named } : {}) };
        }),
        cursors: Cursors.parse(
          await ask("select device_id as device, epoch, stream, cursor from lane"),
        ),
        named: Stoods.parse(await ask(selectNamed)),
        lostRanges: lost[0]?.count ?? 0,
      };
    },
    close: () => pool.end(),
  };
}

/** The same on a device and in the record. */
const selectNamed = `select 'visit' as kind, visit_id as id, state from visit
  union all select 'callback', callback_id, state from callback
  union all select 'help', help_id, case when answered_at is null then 'asked' else 'answered' end from help`;

const selectEvents = `select device_id as device, epoch, stream, seq, why as refused, inbox.row_json as json
  from inbox join lane using (lane_id) left join dead_letter using (lane_id, seq)
  order by lane_id, seq`;

/** The one thing an event begins, if it begins any. A row is [type, clock, monotonic ms, wall ms, payload, sealed]. */
function nameIn(json: string): Named | undefined {
  const parsed = Begins.safeParse(JSON.parse(json));
  if (!parsed.success) return undefined;
  const [type, , , , payload] = parsed.data;
  switch (type) {
    case "visit.checked-in.v1":
      return { kind: "visit", id: payload.visitId ?? "" };
    case "callback.pressed.v1":
      return { kind: "callback", id: payload.callbackId ?? "" };
    case "help.asked.v1":
      return { kind: "help", id: payload.helpId ?? "" };
    default:
      return undefined;
  }
}

const number = z.coerce.number().int(); // PostgreSQL's driver hands its int8 over as text
const kind = z.enum(["visit", "callback", "help"]);
const Stoods = z.array(z.object({ kind, id: z.string(), state: z.string() }));
const DeviceRows = z.object({
  device: z.string(),
  epoch: z.string(),
  streams: z.array(z.object({ stream: z.string(), lastSeq: number, waiting: number })),
  named: Stoods,
});
const lane = { device: z.string(), epoch: z.string(), stream: z.string() };
const EventRows = z.array(
  z.object({ ...lane, seq: number, refused: z.string().nullable(), json: z.string() }),
);
const Cursors = z.array(z.object({ ...lane, cursor: number }));
const Counted = z.array(z.object({ count: number }));
const id = z.string().optional();
const Begins = z
  .tuple([
    z.string(),
    z.unknown(),
    z.unknown(),
    z.unknown(),
    z.object({ visitId: id, callbackId: id, helpId: id }),
  ])
  .rest(z.unknown());
