import {
  type AppointmentDay,
  type AppointmentSaying,
  type AppointmentSearch,
  daysAfter,
} from "@drop-in/contracts";
import { appointmentToken, type Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { AppointmentStore } from "./appointment.store.ts";
import { recentTries, searchOf, secondsUntilNextTry } from "./search.rules.ts";

const DAYS_AHEAD = 7;

export type AppointmentService = ReturnType<typeof createAppointmentService>;

type Parts = {
  appointments: AppointmentStore;
  transact: Transact;
  clock: Clock;
  /** YYYY-MM-DD here. */
  today: () => string;
};

/** The appointments of today and the days a bus may be away; those of other days are not kept. */
export function createAppointmentService({ appointments, transact, clock, today }: Parts) {
  let triedInVain: number[] = [];

  function kept(): Set<string> {
    const day = today();
    return new Set(Array.from({ length: 1 + DAYS_AHEAD }, (_, days) => daysAfter(day, days)));
  }

  return {
    /** Whose appointments of today these are, as far as a birthday and a letter can say. */
    find(said: AppointmentSaying): AppointmentSearch {
      const nowMs = clock.monotonicMs();
      const seconds = secondsUntilNextTry(triedInVain, nowMs);
      if (seconds > 0) return { kind: "wait", seconds };
      const list = appointments.find(today());
      if (list === undefined) return { kind: "no-list" };
      const token = appointmentToken(list.key, said);
      const search = searchOf(list.appointments.filter((card) => card.token === token));
      if (search.kind === "none") triedInVain = [...recentTries(triedInVain, nowMs), nowMs];
      return search;
    },
    /** When the first of these of today is. */
    timeOf(appointmentIds: readonly string[]): string | undefined {
      if (appointmentIds.length === 0) return undefined;
      const cards = appointments.find(today())?.appointments ?? [];
      const times = cards.filter(({ appointmentId }) => appointmentIds.includes(appointmentId));
      return times.map(({ at }) => at).sort()[0];
    },
    set(day: AppointmentDay): void {
      const days = kept();
      if (days.has(day.day)) appointments.set(day);
      appointments.keepOnly(days);
    },
    /** To be called now and then: the day may have changed. */
    forgetOld(): void {
      transact(() => appointments.keepOnly(kept()));
    },
    keepOnly: appointments.keepOnly,
  };
}
