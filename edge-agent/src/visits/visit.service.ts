import {
  type Arrival,
  type DidNotWaitReason,
  type Language,
  type StaffId,
  type Ticket,
  ticketFor,
  VisitId,
  type VisitState,
} from "@drop-in/contracts";
import type { Changes, NewId, Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { SessionStore } from "../sessions/session.store.ts";
import type { Visit, VisitStore } from "./visit.store.ts";
import { estimateWait } from "./wait.rules.ts";

export type VisitService = ReturnType<typeof createVisitService>;

type Parts = {
  visits: VisitStore;
  sessions: SessionStore;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  newId: NewId;
  /** The day here, YYYY-MM-DD, in which tickets are numbered. */
  today: () => string;
  ticketLetter: string;
  usualMinutesPerPerson: () => number;
  /** When the first of these appointments is, as far as it is known here. */
  appointmentAt: (appointmentIds: readonly string[]) => string | undefined;
};

type Coming = Arrival & { requestId: string; language: Language };
/** `already`: somebody who is here and asks again keeps the place they have. */
type Arrived = Visit & { already: boolean };

/** The queue of the day: who is here, who is called, who was seen. */
export function createVisitService(parts: Parts) {
  const { visits, sessions, record, transact, changes, clock, newId, today } = parts;

  /** Idempotent by request and by appointment: who asks twice, at whichever screen, keeps the first ticket. */
  function checkIn({ requestId, language, ...arrival }: Coming): Arrived {
    const { appointmentIds = [] } = arrival;
    const known = visits.byRequest(requestId);
    if (known) return { ...known, already: false };
    const here = visits.ofAppointments(appointmentIds);
    if (here) return { ...here, already: true };
    const visit = transact(() => {
      const now = clock.now();
      const session = sessions.current();
      const dayCount = visits.countOfDay(today()) + 1;
      const visitId = VisitId.parse(newId());
      const fact = {
        ...arrival,
        visitId,
        sessionId: session?.sessionId ?? null,
        ticket: ticketFor(parts.ticketLetter, dayCount),
        language,
        wait: estimateWait({
          open: session !== undefined,
          ahead: visits.countInState(today(), "waiting"),
          firstCalls: session ? visits.firstCallTimes(session.sessionId) : [],
          usualMinutesPerPerson: parts.usualMinutesPerPerson(),
          now,
        }),
      };
      visits.add({
        ...fact,
        requestId,
        appointmentAt: parts.appointmentAt(appointmentIds),
        siteDay: today(),
        dayCount,
        checkedInAt: now.toISOString(),
      });
      record({ type: "visit.checked-in.v1", payload: fact }, now);
      return existing(visitId);
    });
    changes.announce();
    return { ...visit, already: false };
  }

  function callNext(staffId: StaffId): Visit {
    const next = visits.inState(today(), "waiting")[0];
    if (!next) throw new AgentError("nobody-waiting", "Nobody is waiting.");
    return call(next.visitId, staffId);
  }

  /** Calls this person, or calls them again. */
  function call(visitId: VisitId, staffId: StaffId): Visit {
    const session = sessions.current();
    if (!session) throw new AgentError("session-closed", "Open the clinic before calling.");
    return change(visitId, ["waiting", "called"], (visit) => {
      visits.call(visitId, session.sessionId, clock.now().toISOString());
      const timesCalled = visit.timesCalled + 1;
      record({ type: "visit.called.v1", payload: { visitId, staffId, timesCalled } });
    });
  }

  function seen(visitId: VisitId, staffId: StaffId): Visit {
    return change(visitId, ["called"], () => {
      visits.finish(visitId, "seen", clock.now().toISOString());
      record({ type: "visit.seen.v1", payload: { visitId, staffId } });
    });
  }

  function didNotWait(visitId: VisitId, staffId: StaffId, reason: DidNotWaitReason): Visit {
    return change(visitId, ["waiting", "called"], () => {
      visits.finish(visitId, "did-not-wait", clock.now().toISOString());
      record({ type: "visit.did-not-wait.v1", payload: { visitId, staffId, reason } });
    });
  }

  /** Back in the queue at the place of the first check-in: also the undo of a wrong tap. */
  function returned(visitId: VisitId, staffId: StaffId): Visit {
    return change(visitId, ["called", "seen", "did-not-wait"], () => {
      visits.putBack(visitId);
      record({ type: "visit.returned.v1", payload: { visitId, staffId } });
    });
  }

  function change(visitId: VisitId, from: VisitState[], act: (visit: Visit) => void): Visit {
    const visit = transact(() => {
      const before = existing(visitId);
      if (!from.includes(before.state)) {
        throw new AgentError("wrong-state", `This visit is ${before.state}.`);
      }
      act(before);
      return existing(visitId);
    });
    changes.announce();
    return visit;
  }

  function existing(visitId: VisitId): Visit {
    const visit = visits.find(visitId);
    if (!visit) throw new AgentError("not-found", "There is no such visit.");
    return visit;
  }

  return {
    checkIn,
    callNext,
    call,
    seen,
    didNotWait,
    returned,
    find: existing,
    waiting: (): Visit[] => visits.inState(today(), "waiting"),
    called: (): Visit[] => visits.inState(today(), "called"),
    finished: (): Visit[] => visits.finished(today()),
    calledLately: (): (Visit & { ticket: Ticket })[] => visits.calledLately(today()),
  };
}
