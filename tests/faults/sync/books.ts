import { join } from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";
import type { CentreBook, DeviceBook, Named } from "./judge.ts";

/** What a device has committed, from its own database; its program may be running. */
export function readDevice(device: string, folder: string): DeviceBook {
  const db = new Database(join(folder, "agent.db"), { readonly: true });
  try {
    const streams = db
      .prepare(
        `select name as stream, last_seq as lastSeq,
           (select count(*) from outbox where outbox.stream = stream.name) as waiting from stream`,
      )
      .all();
    const named = db
      .prepare(
        `select 'visit' as kind, visit_id as id, state from visit
         union all select 'callback', callback_id, state from callback
         union all select 'help', help_id, case when answered_at is null then 'asked' else 'answered' end
           from help`,
      )
      .all();
    const epoch = db.prepare("select epoch from device").pluck().get();
    return DeviceRows.parse({ device, epoch, streams, named });
  } finally {
    db.close();
  }
}

export type Centre = {
  /** How many events are in the record now. */
  count(): Promise<number>;
  read(): Promise<CentreBook>;
};

/** The record where it is a SQLite file. */
export function sqliteCentre(file: string): Centre {
  async function ask<Result>(question: (db: Database.Database) => Result): Promise<Result> {
    const db = new Database(file, { readonly: true });
    try {
      return question(db);
    } finally {
      db.close();
    }
  }
  return {
    count: () => ask((db) => Number(db.prepare("select count(*) from inbox").pluck().get())),
    read: () => ask((db) => bookOf((sql) => db.prepare(sql).all())),
  };
}

function bookOf(all: (sql: string) => unknown[]): CentreBook {
  const rows = EventRows.parse(
    all(`select device_id as device, epoch, stream, seq, refused, event_json as json
           from inbox join lane using (lane_id) order by lane_id, seq`),
  );
  return {
    events: rows.map(({ json, ...row }) => {
      const named = nameIn(json);
      return { ...row, ...(named ? { named } : {}) };
    }),
    cursors: Cursors.parse(
      all("select device_id as device, epoch, stream, cursor from lane order by lane_id"),
    ),
    named: Stoods.parse(
      all(
        `select 'visit' as kind, visit_id as id, state from visit
         union all select 'callback', callback_id, state from callback
         union all select 'help', help_id, case when answered_at is null then 'asked' else 'answered' end
           from help`,
      ),
    ),
    lostRanges: Counted.parse(all("select count(*) as count from lost_range"))[0]?.count ?? 0,
  };
}

/** The one thing an event begins, if it begins any. */
function nameIn(json: string): Named | undefined {
  const parsed = Begins.safeParse(JSON.parse(json));
  if (!parsed.success) return undefined;
  const { type, payload } = parsed.data;
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

const number = z.coerce.number().int();
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
const Begins = z.object({
  type: z.string(),
  payload: z.object({ visitId: id, callbackId: id, helpId: id }),
});
