import type { DeviceId, SessionId, VisitId, VisitState } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type VisitStore = ReturnType<typeof createVisitStore>;

/** How many people a device has in which state, of those who came since a moment. */
export type VisitCount = { deviceId: string; state: VisitState; count: number; firstAt: string };
export type OpenSession = { deviceId: string; place: string; openedAt: string };

type Opened = { sessionId: SessionId; deviceId: DeviceId; place: string; at: string };

/** Clinics and the people who came to them. No names: the centre need not know who. */
export function createVisitStore(db: Db) {
  const open = db.prepare(
    `insert into session (session_id, device_id, place, opened_at)
     values (:sessionId, :deviceId, :place, :at) on conflict do nothing`,
  );
  const close = db.prepare("update session set closed_at = ? where session_id = ?");
  const checkIn = db.prepare(
    `insert into visit (visit_id, device_id, state, checked_in_at)
     values (?, ?, 'waiting', ?) on conflict do nothing`,
  );
  const move = db.prepare("update visit set state = ?, finished_at = ? where visit_id = ?");
  const counts = db.prepare<[string], VisitCount>(
    `select device_id as deviceId, state, count(*) as count, min(checked_in_at) as firstAt
     from visit where checked_in_at >= ? group by device_id, state`,
  );
  const openSessions = db.prepare<[], OpenSession>(
    `select device_id as deviceId, place, max(opened_at) as openedAt
     from session where closed_at is null group by device_id`,
  );

  return {
    sessionOpened({ sessionId, deviceId, place, at }: Opened): void {
      open.run({ sessionId, deviceId, place, at });
    },
    sessionClosed(sessionId: SessionId, at: string): void {
      close.run(at, sessionId);
    },
    checkedIn(visitId: VisitId, deviceId: DeviceId, at: string): void {
      checkIn.run(visitId, deviceId, at);
    },
    moved(visitId: VisitId, state: VisitState, finishedAt: string | null): void {
      move.run(state, finishedAt, visitId);
    },
    countsSince: (at: string): VisitCount[] => counts.all(at),
    openSessions: (): OpenSession[] => openSessions.all(),
  };
}
