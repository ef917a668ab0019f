import { SessionId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type Session = { sessionId: SessionId; place: string; openedAt: string };
export type SessionStore = ReturnType<typeof createSessionStore>;

type Row = { session_id: string; place: string; opened_at: string };

/** Clinics held by this device. At most one is open; the database refuses a second. */
export function createSessionStore(db: Db) {
  const insert = db.prepare("insert into session (session_id, place, opened_at) values (?, ?, ?)");
  const close = db.prepare("update session set closed_at = ? where session_id = ?");
  const selectOpen = db.prepare<[], Row>("select * from session where closed_at is null");
  const places = db
    .prepare<[], string>(
      "select place from session group by place order by max(opened_at) desc limit 6",
    )
    .pluck();

  return {
    open(session: Session): void {
      insert.run(session.sessionId, session.place, session.openedAt);
    },
    close(sessionId: SessionId, at: string): void {
      close.run(at, sessionId);
    },
    current(): Session | undefined {
      const row = selectOpen.get();
      return (
        row && {
          sessionId: SessionId.parse(row.session_id),
          place: row.place,
          openedAt: row.opened_at,
        }
      );
    },
    /** Places used before, newest first. */
    places: (): string[] => places.all(),
  };
}
