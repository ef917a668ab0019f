import { DeviceId, type DeviceStatus, SiteId } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { healthOf, heardAt, replaces, wordOf } from "./device.rules.ts";

const deviceId = DeviceId.parse("bus-2");
const now = new Date("2026-11-23T12:00:00.000Z");
const at = now.toISOString();
const well = {
  online: true,
  ...{ deviceId, connection: 5, beat: 7, siteId: SiteId.parse("bus-2"), siteName: "Bus 2", at },
  version: "0.1.0",
  outbox: { waiting: 0, oldestAt: null },
  machines: [],
  slots: [],
  printer: "ready",
  scanner: "ready",
} as const satisfies DeviceStatus;
const gone = (connection: number) => ({ online: false, deviceId, connection }) as const;
const health = (status: DeviceStatus, heard = now) =>
  healthOf({ status, heardAt: heard }, now, 15_000);

test("a device nobody has heard is unknown, never up", () => {
  expect(healthOf(undefined, now, 15_000)).toEqual({ state: "unknown", reasons: [] });
});

test("a device silent for three periods is unknown again", () => {
  expect(health(well, new Date(now.getTime() - 45_000)).state).toBe("up");
  expect(health(well, new Date(now.getTime() - 45_001))).toEqual({
    state: "unknown",
    reasons: ["silent"],
  });
});

test("the will of an older connection does not hide a newer one, and a word played again changes nothing", () => {
  expect(replaces(undefined, well)).toBe(true);
  expect(replaces(wordOf(well), gone(4))).toBe(false);
  expect(replaces(wordOf(well), gone(5))).toBe(true);
  expect(replaces(wordOf(well), well)).toBe(false);
  expect(replaces(wordOf(well), { ...well, beat: 8 })).toBe(true);
  expect(replaces(wordOf(gone(5)), { ...well, beat: 8 })).toBe(false);
  expect(replaces(wordOf(gone(5)), { ...well, connection: 6, beat: 1 })).toBe(true);
  expect(health(gone(5))).toEqual({ state: "down", reasons: ["lost"] });
});

test("a message the broker had kept counts from when it was written", () => {
  const old = { ...well, at: "2026-11-23T08:00:00.000Z" };
  expect(heardAt(old, now, true)).toEqual(new Date(old.at));
  expect(heardAt(old, now, false)).toEqual(now);
  expect(heardAt({ ...well, at: "2027-01-01T00:00:00.000Z" }, now, true)).toEqual(now);
});

test("every trouble has its reason", () => {
  const oldestAt = "2026-11-23T11:54:59.000Z";
  const troubled = { ...well, outbox: { waiting: 3, oldestAt }, printer: "paper-out" } as const;
  expect(health(troubled)).toEqual({ state: "degraded", reasons: ["outbox-old", "printer"] });
});
