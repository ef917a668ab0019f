import { CallbackId, CallbackWishes, Ticket } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type Callback = {
  callbackId: CallbackId;
  ticket: Ticket;
  state: "pressed" | "asked" | "abandoned" | "withdrawn";
  wishes: CallbackWishes | null;
  pressedAt: string;
  dueAt: string;
};
export type CallbackStore = ReturnType<typeof createCallbackStore>;

type Row = {
  callback_id: string;
  ticket_json: string;
  state: Callback["state"];
  wishes_json: string | null;
  pressed_at: string;
  due_at: string;
};

type NewCallback = Omit<Callback, "state" | "wishes"> & {
  requestId: string;
  turnId: string;
  siteDay: string;
  dayCount: number;
};

/** Presses of "call me back". A phone number never enters this table. */
export function createCallbackStore(db: Db) {
  const insert = db.prepare(`
    insert into callback (callback_id, request_id, turn_id, ticket_json, site_day, day_count, state,
      pressed_at, due_at)
    values (:callbackId, :requestId, :turnId, :ticketJson, :siteDay, :dayCount, 'pressed',
      :pressedAt, :dueAt)`);
  const selectOne = db.prepare<[string], Row>("select * from callback where callback_id = ?");
  const selectByRequest = db.prepare<[string], Row>("select * from callback where request_id = ?");
  const selectUnfinished = db.prepare<[], Row>("select * from callback where state = 'pressed'");
  const setState = db.prepare("update callback set state = ?, reach = ? where callback_id = ?");
  const maxCount = db
    .prepare<[string], number>(
      "select coalesce(max(day_count), 0) from callback where site_day = ?",
    )
    .pluck();
  const setWishes = db.prepare("update callback set wishes_json = ? where callback_id = ?");
  const selectByNumber = db.prepare<[string], Row>(
    `select * from callback where ticket_json ->> 'number' = ? and state = 'asked'
     order by pressed_at desc limit 1`,
  );
  const promised = db.prepare<[string], { count: number; nextDueAt: string | null }>(
    "select count(*) as count, min(due_at) as nextDueAt from callback where state = 'asked' and due_at > ?",
  );

  return {
    add({ ticket, ...callback }: NewCallback): void {
      insert.run({ ...callback, ticketJson: JSON.stringify(ticket) });
    },
    find: (callbackId: CallbackId): Callback | undefined => maybe(selectOne.get(callbackId)),
    byRequest: (requestId: string): Callback | undefined => maybe(selectByRequest.get(requestId)),
    /** Pressed, and nobody has said how to reach them. */
    unfinished: (): Callback[] => selectUnfinished.all().map(toCallback),
    countOfDay: (day: string): number => maxCount.get(day) ?? 0,
    setState(callbackId: CallbackId, state: Callback["state"], reach: string | null): void {
      setState.run(state, reach, callbackId);
    },
    setWishes(callbackId: CallbackId, wishes: CallbackWishes): void {
      setWishes.run(JSON.stringify(wishes), callbackId);
    },
    /** The newest with this number that somebody still wants: numbers begin anew with each day. */
    byNumber: (number: string): Callback | undefined => maybe(selectByNumber.get(number)),
    promisedAfter: (now: string) => promised.get(now) ?? { count: 0, nextDueAt: null },
  };
}

function maybe(row: Row | undefined): Callback | undefined {
  return row && toCallback(row);
}

function toCallback(row: Row): Callback {
  return {
    callbackId: CallbackId.parse(row.callback_id),
    ticket: Ticket.parse(JSON.parse(row.ticket_json)),
    state: row.state,
    wishes: row.wishes_json === null ? null : CallbackWishes.parse(JSON.parse(row.wishes_json)),
    pressedAt: row.pressed_at,
    dueAt: row.due_at,
  };
}
