import { parse } from "csv-parse/sync";
import { momentOf } from "./zoned-time.rules.ts";

/** One line of a list. Names and birthdays live only here, between reading the list and forgetting it. */
export type ListedAppointment = {
  day: string;
  at: string;
  lastName: string;
  birth: { day: number; month: number };
  /** Tells people apart: the list's own number, or name and birthday. */
  patient: string;
  withWhom: string | undefined;
  room: string | undefined;
};

export type RefusedLine = { line: number; why: string };
export type ReadList =
  | { kind: "list"; appointments: ListedAppointment[] }
  | { kind: "refused"; lines: RefusedLine[] };

type Column = "date" | "time" | "lastName" | "birth" | "with" | "room" | "patient";

/** What systems call the columns, in letters alone. */
const called: Readonly<Record<string, Column>> = {
  date: "date",
  appointmentdate: "date",
  time: "time",
  starttime: "time",
  appointmenttime: "time",
  lastname: "lastName",
  surname: "lastName",
  familyname: "lastName",
  birthdate: "birth",
  dateofbirth: "birth",
  dob: "birth",
  born: "birth",
  with: "with",
  clinician: "with",
  room: "room",
  patient: "patient",
  patientid: "patient",
  nhsnumber: "patient",
};
const needed: readonly Column[] = ["date", "time", "lastName", "birth"];
const inWords: Record<Column, string> = {
  ...{ date: "date", time: "time", lastName: "last name", birth: "birth date" },
  ...{ with: "with", room: "room", patient: "patient" },
};
const MOST_REFUSED = 50;

/**
 * Reads a list of appointments (CSV, first line the names of its columns). A list with one bad line is refused whole: half a day would
 * leave people out without a word. Dates are YYYY-MM-DD or DD/MM/YYYY, times HH:MM on the wall of the site.
 */
export function readAppointmentList(
  csv: string,
  { today, lastDay, timeZone }: { today: string; lastDay: string; timeZone: string },
): ReadList {
  const table = tableOf(csv);
  if (typeof table === "string") return refusedAt(1, table);
  const [header = [], ...lines] = table;
  const columns = header.map((name) => called[name.toLowerCase().replace(/[^a-z]/g, "")]);
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    return refusedAt(1, `It has no column “${missing.map((one) => inWords[one]).join("”, “")}”.`);
  }
  if (lines.length === 0) return refusedAt(1, "It has no appointments.");
  const refused: RefusedLine[] = [];
  const appointments: ListedAppointment[] = [];
  for (const [place, cells] of lines.entries()) {
    const cell = (column: Column) => cells[columns.indexOf(column)]?.trim() ?? "";
    const read = readLine(cell, { today, lastDay, timeZone });
    if (typeof read === "string") refused.push({ line: place + 2, why: read });
    else appointments.push(read);
  }
  if (refused.length > 0) return { kind: "refused", lines: refused.slice(0, MOST_REFUSED) };
  return { kind: "list", appointments };
}

function tableOf(csv: string): string[][] | string {
  try {
    return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true });
  } catch {
    return "It cannot be read as CSV. Is a quotation mark missing?";
  }
}

/** The line, or what is wrong with it. Never says what stands there: that may be a name. */
function readLine(
  cell: (column: Column) => string,
  { today, lastDay, timeZone }: { today: string; lastDay: string; timeZone: string },
): ListedAppointment | string {
  const day = dateOf(cell("date"));
  if (day === undefined) return "The date is not like 2026-11-30 or 30/11/2026.";
  if (day < today) return "The date is over.";
  if (day > lastDay) return `The date is after ${lastDay}. Lists are taken for a week.`;
  const time = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(cell("time"));
  if (!time) return "The time is not like 14:15.";
  const at = momentOf(day, `${time[1]?.padStart(2, "0")}:${time[2]}`, timeZone);
  if (at === undefined) return "There is no such time on that day.";
  const lastName = cell("lastName");
  if (lastName === "") return "The last name is missing.";
  const born = dateOf(cell("birth"));
  if (born === undefined) return "The birth date is not like 1985-03-09 or 09/03/1985.";
  if (born > today) return "The birth date is yet to come.";
  return {
    ...{ day, at, lastName },
    birth: { day: Number(born.slice(8)), month: Number(born.slice(5, 7)) },
    patient: cell("patient") || `${lastName.toLowerCase()} ${born}`,
    withWhom: cell("with").slice(0, 60) || undefined,
    room: cell("room").slice(0, 40) || undefined,
  };
}

function dateOf(text: string): string | undefined {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [, day = "", month = "", year] = british ?? [];
  const date = british ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const read = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date) ? date : undefined;
}

function refusedAt(line: number, why: string): ReadList {
  return { kind: "refused", lines: [{ line, why }] };
}
