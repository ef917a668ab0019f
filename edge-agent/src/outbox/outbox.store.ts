import type { Epoch, HubEvent, Stream } from "@drop-in/contracts";
import { Epoch as EpochSchema, streamOf } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type OutboxStore = ReturnType<typeof createOutboxStore>;

/** Events on their way to the centre, numbered without gaps per stream. */
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
    "insert into outbox (stream, seq, occurred_at, event_json) values (?, ?, ?, ?)",
  );
  const selectWaiting = db.prepare<[string, number, number], { seq: number; json: string }>(
    `select seq, event_json as json from outbox
     where stream = ? and seq > ? order by seq limit ?`,
  );
  const deleteUpTo = db.prepare("delete from outbox where stream = ? and seq <= ?");
  const selectLast = db
    .prepare<[string], number>("select last_seq from stream where name = ?")
    .pluck();
  const selectState = db.prepare<[], { waiting: number; oldestAt: string | null }>(
    "select count(*) as waiting, min(occurred_at) as oldestAt from outbox",
  );

  return {
    epoch: (): Epoch => epoch,
    lastSeq: (stream: Stream): number => selectLast.get(stream) ?? 0,
    /** To be called inside the transaction of the change the event tells of. */
    append(event: HubEvent): void {
      const stream = streamOf(event.type);
      const seq = nextSeq.get(stream);
      insert.run(stream, seq, event.occurredAt, JSON.stringify(event));
    },
    waiting(stream: Stream, afterSeq: number, limit: number): { seq: number; json: string }[] {
      return selectWaiting.all(stream, afterSeq, limit);
    },
    /** The centre keeps everything up to here, so the device may forget it. */
    forget(stream: Stream, uptoSeq: number): void {
      deleteUpTo.run(stream, uptoSeq);
    },
    state(): { waiting: number; oldestAt: string | null } {
      return selectState.get() ?? { waiting: 0, oldestAt: null };
    },
  };
}
