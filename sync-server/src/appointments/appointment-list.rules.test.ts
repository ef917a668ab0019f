import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAppointmentList } from "./appointment-list.rules.ts";

const when = { today: "2026-11-23", lastDay: "2026-11-30", timeZone: "Europe/London" };
const read = (...lines: string[]) => readAppointmentList(lines.join("\r\n"), when);
const header = "Date,Time,Surname,Date of birth,With,Room,NHS number";

test("a line becomes a time, a birthday without its year's use, and what tells people apart", () => {
  const list = read(header, "23/11/2026,14:15,Patel,09/03/1985,Ravi,Garden room,999 000 0018");
  expect(list).toEqual({
    kind: "list",
    appointments: [
      {
        ...{ day: "2026-11-23", at: "2026-11-23T14:15:00.000Z", lastName: "Patel" },
        ...{ birth: { day: 9, month: 3 }, patient: "999 000 0018" },
        ...{ withWhom: "Ravi", room: "Garden room" },
      },
    ],
  });
});

test("columns may come in any order, under other names, with quotes, a byte order mark and empty lines", () => {
  const list = read(
    '\ufeff"last_name",TIME,dob,"Appointment date"',
    "",
    '"O\'Neill, Jr",9:05,1990-12-31,2026-11-24',
    "",
  );
  expect(list).toMatchObject({
    kind: "list",
    appointments: [
      {
        lastName: "O'Neill, Jr",
        at: "2026-11-24T09:05:00.000Z",
        patient: "o'neill, jr 1990-12-31",
      },
    ],
  });
});

describe("a list is refused whole, with the line and the reason", () => {
  const good = "2026-11-23,14:15,Patel,1985-03-09,,,";
  test.each([
    ["23.11.2026,14:15,Patel,1985-03-09,,,", "The date is not like 2026-11-30 or 30/11/2026."],
    ["2026-02-30,14:15,Patel,1985-03-09,,,", "The date is not like 2026-11-30 or 30/11/2026."],
    ["2026-11-22,14:15,Patel,1985-03-09,,,", "The date is over."],
    [
      "2026-12-24,14:15,Patel,1985-03-09,,,",
      "The date is after 2026-11-30. Lists are taken for a week.",
    ],
    ["2026-11-23,2pm,Patel,1985-03-09,,,", "The time is not like 14:15."],
    ["2026-11-23,24:15,Patel,1985-03-09,,,", "There is no such time on that day."],
    ["2026-11-23,14:15,,1985-03-09,,,", "The last name is missing."],
    ["2026-11-23,14:15,Patel,9 March,,,", "The birth date is not like 1985-03-09 or 09/03/1985."],
    ["2026-11-23,14:15,Patel,2085-03-09,,,", "The birth date is yet to come."],
    ["2026-11-23,14:15", "The last name is missing."],
  ])("%s", (line, why) => {
    expect(read(header, good, line)).toEqual({ kind: "refused", lines: [{ line: 3, why }] });
  });

  test("columns that are missing", () => {
    expect(read("Date,Time,Name", "2026-11-23,14:15,Patel")).toEqual({
      kind: "refused",
      lines: [{ line: 1, why: "It has no column “last name”, “birth date”." }],
    });
  });

  test("nothing under the names of the columns", () => {
    expect(read(header)).toMatchObject({ lines: [{ why: "It has no appointments." }] });
  });

  test("a quotation mark that never ends", () => {
    expect(read(header, '2026-11-23,14:15,"Patel,1985-03-09')).toMatchObject({ kind: "refused" });
  });
});

test("no text whatever breaks the reader, and no reason repeats what was in the list", () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom("2026-11-23", "14:15", '"', ",", "CANARY"));
  const csv = fc.array(
    fc.array(cell, { maxLength: 8 }).map((cells) => cells.join(",")),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(csv, (lines) => {
      const list = read(header, ...lines);
      if (list.kind === "refused") expect(JSON.stringify(list)).not.toContain("CANARY");
    }),
    { numRuns: 2_000 },
  );
});
