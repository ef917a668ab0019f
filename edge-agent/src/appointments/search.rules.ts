import type { AppointmentCard, AppointmentFound, AppointmentSearch } from "@drop-in/contracts";

const TRIES = 5;
const WITHIN_MS = 10 * 60_000;

/** Wrong tries that still count, by the monotonic clock: a clock that is set forgives nothing. */
export function recentTries(triedAt: readonly number[], nowMs: number): number[] {
  return triedAt.filter((at) => nowMs - at < WITHIN_MS);
}

/** Seconds until another try is taken; 0: now. Five in ten minutes are enough for one box. */
export function secondsUntilNextTry(triedAt: readonly number[], nowMs: number): number {
  const counting = recentTries(triedAt, nowMs);
  const oldest = counting.at(-TRIES);
  return oldest === undefined ? 0 : Math.ceil((oldest + WITHIN_MS - nowMs) / 1000);
}

/** What may be shown of the cards that fit. People are told apart by what the list says, or not at all. */
export function searchOf(cards: readonly AppointmentCard[]): AppointmentSearch {
  if (cards.length === 0) return { kind: "none" };
  const people = new Set(cards.map(({ person, appointmentId }) => person ?? appointmentId));
  const appointments = [...cards].sort((a, b) => a.at.localeCompare(b.at)).map(shown);
  return people.size === 1 ? { kind: "found", appointments } : { kind: "several", appointments };
}

function shown({ appointmentId, at, withWhom, room }: AppointmentCard): AppointmentFound {
  return {
    ...{ appointmentId, at },
    ...(withWhom === undefined ? {} : { withWhom }),
    ...(room === undefined ? {} : { room }),
  };
}
