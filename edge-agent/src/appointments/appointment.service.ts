import type { AppointmentDay } from "@drop-in/contracts";
import type { Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { AppointmentStore } from "./appointment.store.ts";

type Parts = {
  appointments: AppointmentStore;
  transact: Transact;
  clock: Clock;
  /** YYYY-MM-DD here. */
  today: () => string;
};

/** The appointments of today and tomorrow; those of other days are not kept. */
export function createAppointmentService({ appointments, transact, today }: Parts) {
  function kept(): Set<string> {
    const day = today();
    return new Set([day, dayAfter(day)]);
  }

  return {
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

/** By the calendar, not by hours: a day on which clocks change is longer or shorter. */
function dayAfter(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  return new Date(noon.getTime() + 24 * 3_600_000).toISOString().slice(0, 10);
}
