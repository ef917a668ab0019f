import type { DeviceId, SessionId, VisitId } from "@drop-in/contracts";
import { createLives } from "../record/lives.ts";
import type { VisitChange, VisitStore } from "./visit.store.ts";

/** What a batch says of clinics and the people who came to them: the last word on each counts. */
export function foldVisits({ visits, sessions }: VisitStore) {
  const people = createLives(visits, (_, next) => next);
  const clinics = createLives(sessions, (_, next) => next);

  return {
    sessionOpened: (sessionId: SessionId, deviceId: DeviceId, place: string, at: string): void =>
      clinics.began(sessionId, { deviceId, place, at }),
    sessionClosed: (sessionId: SessionId, at: string): void => clinics.changed(sessionId, { at }),
    checkedIn: (visitId: VisitId, deviceId: DeviceId, at: string): void =>
      people.began(visitId, { deviceId, at }),
    moved: (visitId: VisitId, state: VisitChange["state"], finishedAt: string | null): void =>
      people.changed(visitId, { state, finishedAt }),
    async save(): Promise<void> {
      await clinics.save();
      await people.save();
    },
  };
}
