import { SessionId, type StaffId } from "@drop-in/contracts";
import type { Changes, NewId, Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { VisitStore } from "../visits/visit.store.ts";
import type { SessionStore } from "./session.store.ts";

export type SessionService = ReturnType<typeof createSessionService>;

type Parts = {
  sessions: SessionStore;
  visits: VisitStore;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  newId: NewId;
};

/** Opening and closing a clinic at a place. Works with no network. */
export function createSessionService(parts: Parts) {
  const { sessions, visits, record, transact, changes, clock, newId } = parts;

  return {
    open(place: string, staffId: StaffId): void {
      transact(() => {
        if (sessions.current()) throw new AgentError("session-open", "A clinic is already open.");
        const sessionId = SessionId.parse(newId());
        sessions.open({ sessionId, place, openedAt: clock.now().toISOString() });
        record({ type: "session.opened.v1", payload: { sessionId, place, staffId } });
      });
      changes.announce();
    },
    close(staffId: StaffId): void {
      transact(() => {
        const session = sessions.current();
        if (!session) throw new AgentError("session-closed", "No clinic is open.");
        const { sessionId } = session;
        const counts = visits.countsOf(sessionId);
        sessions.close(sessionId, clock.now().toISOString());
        record({
          type: "session.closed.v1",
          payload: {
            sessionId,
            staffId,
            seen: counts.seen,
            didNotWait: counts["did-not-wait"],
            stillWaiting: counts.waiting + counts.called,
          },
        });
      });
      changes.announce();
    },
    current: sessions.current,
    places: sessions.places,
  };
}
