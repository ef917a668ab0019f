import {
  type Epoch,
  Epoch as EpochSchema,
  type EventRow,
  type HubFact,
  type Stream,
  streamOf,
  streams,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type OutboxStore = ReturnType<typeof createOutboxStore>;
export type Waiting = { seq: number; json: string };

/** Events on their way to the centre, numbered without gaps per stream, kept as they will travel. */
export function createOutboxStore(db: Db, newEpoch: () => string) {
  db.prepare("insert into device (only_row, epoch) values (1, ?) on conflict do nothing").run(
    newEpoch(),
  );
  const epoch = EpochSchema.parse(db.prepare("select epoch from device").pluck().get());

  const nextSeq = db
    .prepare<[string], number>(
      `insert into stream (name, last_seq) values (?, 1)
       on conflict (name) do update set last_seq = last_seq + 1 returning last_seq`,
    )
    .pluck();
  const insert = db.prepare(
    "insert into outbox (stream, seq, at_ms, row_json) values (?, ?, ?, ?)",
  );
  const selectWaiting = db.prepare<[string, number, number], Waiting>(
    `select seq, row_json as json from outbox
     where stream = ? and seq > ? order by seq limit ?`,
  );
  const deleteUpTo = db.prepare("delete from outbox where stream = ? and seq <= ?");
  const moveForgotten = db.prepare(
    "update stream set forgotten_seq = max(forgotten_seq, min(?, last_seq)) where name = ?",
  );
  const selectStream = db.prepare<[string], { last: number; forgotten: number }>(
    "select last_seq as last, forgotten_seq as forgotten from stream where name = ?",
  );
  const selectOldest = db
    .prepare<[string], number>("select at_ms from outbox where stream = ? order by seq limit 1")
    .pluck();
  const setAside = db.prepare(
    `insert into dead_letter (stream, seq, row_json, why, at)
     select stream, seq, row_json, ?, ? from outbox where stream = ? and seq = ?
     on conflict do nothing`,
  );
  const replace = db.prepare("update outbox set row_json = ? where stream = ? and seq = ?");

  const range = (stream: Stream) => selectStream.get(stream) ?? { last: 0, forgotten: 0 };

  return {
    epoch: (): Epoch => epoch,
    lastSeq: (stream: Stream): number => range(stream).last,
    forgottenSeq: (stream: Stream): number => range(stream).forgotten,
    /** To be called inside the transaction of the change the event tells of. */
    append(row: EventRow, type: HubFact["type"]): void {
      const stream = streamOf(type);
      insert.run(stream, nextSeq.get(stream), row[3], JSON.stringify(row));
    },
    waiting: (stream: Stream, afterSeq: number, limit: number): Waiting[] =>
      selectWaiting.all(stream, afterSeq, limit),
    /** The centre keeps everything up to here, so the device may forget it. */
    forget(stream: Stream, uptoSeq: number): void {
      db.transaction(() => {
        deleteUpTo.run(stream, uptoSeq);
        moveForgotten.run(uptoSeq, stream);
      })();
    },
    /** How much waits, without counting it: this is asked for every view of a screen. */
    state(): { waiting: number; oldestAt: string | null } {
      const waiting = streams
        .map(range)
        .reduce((sum, { last, forgotten }) => sum + last - forgotten, 0);
      const oldest = streams.flatMap((stream) => selectOldest.get(stream) ?? []);
      return {
        waiting,
        oldestAt: oldest.length === 0 ? null : new Date(Math.min(...oldest)).toISOString(),
      };
    },
    /** Takes an event that cannot be sent out of the way of the others; `word` of it goes under its number. */
    setAside(
      stream: Stream,
      seq: number,
      { why, at, word }: { why: string; at: string; word: EventRow },
    ): void {
      db.transaction(() => {
        setAside.run(why, at, stream, seq);
        replace.run(JSON.stringify(word), stream, seq);
      })();
    },
  };
}

/** Which run of the program a waiting row names: its second place. */
export function clockOf({ json }: Waiting): number {
  const from = json.indexOf(",") + 1;
  return Number(json.slice(from, json.indexOf(",", from)));
}
