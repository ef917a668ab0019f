import { z } from "zod";
import { SiteId, TurnId } from "./ids.ts";

/** What somebody says to be found on the list of the day: never a name. `#`: a letter that is not one of A to Z. */
export const AppointmentSaying = z.object({
  day: z.number().int().min(1).max(31),
  month: z.number().int().min(1).max(12),
  letter: z.string().regex(/^[A-Z#]$/),
});
export type AppointmentSaying = z.infer<typeof AppointmentSaying>;

export const FindAppointment = AppointmentSaying.extend({ turnId: TurnId });
export type FindAppointment = z.infer<typeof FindAppointment>;

export const AppointmentFound = z.object({
  appointmentId: z.uuid(),
  at: z.iso.datetime(),
  withWhom: z.string().optional(),
  room: z.string().optional(),
});
export type AppointmentFound = z.infer<typeof AppointmentFound>;

/**
 * `found`: all of one person. `several`: of different people, told apart by their times alone. `no-list`: nobody has sent this
 * box today's list, so that nothing can be said. `wait`: too many tries on this box.
 */
export const AppointmentSearch = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("found"), appointments: z.array(AppointmentFound).min(1) }),
  z.object({ kind: z.literal("several"), appointments: z.array(AppointmentFound).min(2) }),
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("no-list") }),
  z.object({ kind: z.literal("wait"), seconds: z.number().int() }),
]);
export type AppointmentSearch = z.infer<typeof AppointmentSearch>;

/** A list of appointments for one site, as CSV with the names of its columns in the first line. */
export const ImportAppointments = z.object({
  siteId: SiteId,
  csv: z.string().min(1).max(1_000_000),
});
export type ImportAppointments = z.infer<typeof ImportAppointments>;

/** Taken whole, or refused whole with what is wrong in which line. Reasons name columns, never what stands in them. */
export const ImportedAppointments = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("taken"),
    days: z.array(z.object({ day: z.iso.date(), count: z.number().int() })),
  }),
  z.object({
    kind: z.literal("refused"),
    lines: z.array(z.object({ line: z.number().int(), why: z.string() })),
  }),
]);
export type ImportedAppointments = z.infer<typeof ImportedAppointments>;

/** Letters that do not come apart into a letter and its mark. */
const asSeen: Readonly<Record<string, string>> = {
  Æ: "A",
  Đ: "D",
  Ð: "D",
  Ł: "L",
  Ø: "O",
  Œ: "O",
  Þ: "T",
};

/** The key of the letter grid under which this last name is found: "Łukasz" under L, "Ó Briain" under O, "Зуєнко" under #. */
export function firstLetterOf(lastName: string): string {
  const first = lastName.normalize("NFD").match(/\p{L}/u)?.[0]?.toUpperCase()[0] ?? "";
  const plain = asSeen[first] ?? first;
  return /^[A-Z]$/.test(plain) ? plain : "#";
}
