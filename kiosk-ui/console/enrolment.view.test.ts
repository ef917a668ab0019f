import { DeviceId, type EnrolmentRow, SiteId, StaffRole } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { daysUntil, enrolmentTroubles, formProblem, mayEnrol } from "./enrolment.view.ts";

const row: EnrolmentRow = {
  deviceId: DeviceId.parse("0".repeat(32)),
  siteId: SiteId.parse("bus-2"),
  siteName: "Health bus 2",
  state: "enrolled",
  words: "acorn baker cabin dance eagle fabric",
  certificateEndsAt: "2027-02-23T08:00:00.000Z",
  codeEndsAt: null,
  revokedWhy: null,
  alarms: [],
};

test("only estates and session leads are offered the keys of devices", () => {
  expect(StaffRole.options.filter((role) => mayEnrol({ name: "Sam", role }))).toEqual([
    "session-lead",
    "estates",
  ]);
});

test("what somebody must look at is counted: alarms, certificates that ran out, a list near its end", () => {
  const of = (devices: EnrolmentRow[], crlEndsSoon = false) =>
    enrolmentTroubles({
      devices,
      total: devices.length,
      crlEndsAt: row.certificateEndsAt ?? "",
      crlEndsSoon,
    });
  expect(of([row, { ...row, state: "revoked" }, { ...row, state: "awaited" }])).toBe(0);
  expect(
    of(
      [
        { ...row, state: "lapsed" },
        { ...row, alarms: ["certificate-ends-soon"] },
      ],
      true,
    ),
  ).toBe(3);
});

test("days are whole days, and never more than are left", () => {
  const now = Date.parse("2026-11-25T08:00:00.000Z");
  expect(daysUntil("2027-02-23T08:00:00.000Z", now)).toBe(90);
  expect(daysUntil("2027-02-23T07:59:59.000Z", now)).toBe(89);
  expect(daysUntil("2026-11-25T07:00:00.000Z", now)).toBe(-1);
});

test("a new device needs a site's id and name", () => {
  expect(formProblem("Bus 2", "Health bus 2")).toBe("site-id");
  expect(formProblem("bus-2", " ")).toBe("site-name");
  expect(formProblem("bus-2", "Health bus 2")).toBe(null);
});
