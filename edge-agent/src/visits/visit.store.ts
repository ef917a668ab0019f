import {
  type Arrival,
  Language,
  type SessionId,
  type StaffVisit,
  Ticket,
  Told,
  VisitId,
  VisitNeed,
  VisitReason,
  VisitState,
  Wait,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { z } from "zod";
import { toldMinutes } from "./wait.rules.ts";

export type Visit = StaffVisit & { wait: Wait };
export type VisitStore = ReturnType<typeof createVisitStore>;

type Row = {
  visit_id: string;
  ticket_json: string;
  reason: string;
  needs_json: string;
  language: string;
  wait_json: string;
  state: string;
  checked_in_at: string;
  called_at: string | null;
  times_called: number;
  told_json: string;
  appointment_at: string | null;
};

export type NewVisit = Arrival & {
  visitId: VisitId;
  requestId: string;
  sessionId: SessionId | null;
  siteDay: string;
  dayCount: number;
  ticket: Ticket;
  language: Language;
  wait: Wait;
  checkedInAt: string;
  appointmentAt: string | undefined;
};

/** Today's visits. Old ones stay until retention takes them; they carry no name. */
export function createVisitStore(db: Db) {
  const insert = db.prepare(`
    insert into visit (visit_id, request_id, session_id, site_day, day_count, ticket_json, reason,
      needs_json, language, wait_json, state, checked_in_at, told_json, appointment_at)
    values (:visitId, :requestId, :sessionId, :siteDay, :dayCount, :ticketJson, :reason,
      :needsJson, :language, :waitJson, 'waiting', :checkedInAt, :toldJson, :appointmentAt)`);
  const insertArrival = db.prepare(
    "insert into arrival (appointment_id, visit_id) values (?, ?) on conflict do nothing",
  );
  const selectArrived = db.prepare<[string], Row>(
    "select visit.* from visit join arrival using (visit_id) where appointment_id = ?",
  );
  const maxCount = db
    .prepare<[string], number>("select coalesce(max(day_count), 0) from visit where site_day = ?")
    .pluck();
  const selectByRequest = db.prepare<[string], Row>("select * from visit where request_id = ?");
  const selectOne = db.prepare<[string], Row>("select * from visit where visit_id = ?");
  const selectByState = db.prepare<[string, string], Row>(
    "select * from visit where site_day = ? and state = ? order by day_count",
  );
  const countByState = db
    .prepare<[string, string], number>(
      "select count(*) from visit where site_day = ? and state = ?",
    )
    .pluck();
  const selectCalled = db.prepare<[string], Row>(
    "select * from visit where site_day = ? and times_called > 0 order by called_at desc limit 8",
  );
  const selectFinished = db.prepare<[string], Row>(
    `select * from visit where site_day = ? and state in ('seen', 'did-not-wait')
     order by finished_at desc limit 20`,
  );
  const firstCalls = db
    .prepare<[string | null], string>(
      "select first_called_at from visit where session_id is ? and first_called_at is not null order by first_called_at",
    )
    .pluck();
  const counts = db.prepare<[string], { state: string; count: number }>(
    "select state, count(*) as count from visit where session_id = ? group by state",
  );
  const call = db.prepare(`
    update visit set state = 'called', called_at = :at, times_called = times_called + 1,
      first_called_at = coalesce(first_called_at, :at), session_id = coalesce(session_id, :sessionId)
    where visit_id = :visitId`);
  const finish = db.prepare(
    "update visit set state = :state, finished_at = :at where visit_id = :visitId",
  );
  const putBack = db.prepare(
    "update visit set state = 'waiting', finished_at = null where visit_id = ?",
  );

  return {
    add({ ticket, needs, wait, appointmentIds = [], ...visit }: NewVisit): void {
      const { helpWith, howToCall, matters, helped, appointmentAt = null, ...plain } = visit;
      insert.run({
        ...plain,
        appointmentAt,
        toldJson: JSON.stringify({ helpWith, howToCall, matters, helped }),
        ticketJson: JSON.stringify(ticket),
        needsJson: JSON.stringify(needs),
        waitJson: JSON.stringify(wait),
      });
      for (const appointmentId of appointmentIds) insertArrival.run(appointmentId, visit.visitId);
    },
    /** The visit of whoever came for one of these. */
    ofAppointments(appointmentIds: readonly string[]): Visit | undefined {
      const row = appointmentIds.map((one) => selectArrived.get(one)).find((found) => found);
      return maybe(row);
    },
    countOfDay: (day: string): number => maxCount.get(day) ?? 0,
    byRequest: (requestId: string): Visit | undefined => maybe(selectByRequest.get(requestId)),
    find: (visitId: VisitId): Visit | undefined => maybe(selectOne.get(visitId)),
    inState: (day: string, state: VisitState): Visit[] =>
      selectByState.all(day, state).map(toVisit),
    countInState: (day: string, state: VisitState): number => countByState.get(day, state) ?? 0,
    /** Everyone called today, newest call first, at most 8. */
    calledLately: (day: string): Visit[] => selectCalled.all(day).map(toVisit),
    finished: (day: string): Visit[] => selectFinished.all(day).map(toVisit),
    firstCallTimes: (sessionId: SessionId): number[] =>
      firstCalls.all(sessionId).map((at) => Date.parse(at)),
    countsOf(sessionId: SessionId): Record<VisitState, number> {
      const found = { waiting: 0, called: 0, seen: 0, "did-not-wait": 0 };
      for (const { state, count } of counts.all(sessionId)) found[VisitState.parse(state)] = count;
      return found;
    },
    call(visitId: VisitId, sessionId: SessionId, at: string): void {
      call.run({ visitId, sessionId, at });
    },
    finish(visitId: VisitId, state: "seen" | "did-not-wait", at: string): void {
      finish.run({ visitId, state, at });
    },
    putBack(visitId: VisitId): void {
      putBack.run(visitId);
    },
  };
}

function maybe(row: Row | undefined): Visit | undefined {
  return row && toVisit(row);
}

function toVisit(row: Row): Visit {
  const wait = Wait.parse(JSON.parse(row.wait_json));
  return {
    visitId: VisitId.parse(row.visit_id),
    ticket: Ticket.parse(JSON.parse(row.ticket_json)),
    reason: VisitReason.parse(row.reason),
    needs: z.array(VisitNeed).parse(JSON.parse(row.needs_json)),
    language: Language.parse(row.language),
    state: VisitState.parse(row.state),
    checkedInAt: row.checked_in_at,
    toldMinutes: toldMinutes(wait),
    calledAt: row.called_at,
    timesCalled: row.times_called,
    ...Told.parse(JSON.parse(row.told_json)),
    ...(row.appointment_at === null ? {} : { appointmentAt: row.appointment_at }),
    wait,
  };
}
