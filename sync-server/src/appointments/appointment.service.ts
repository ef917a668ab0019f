import { createHmac } from "node:crypto";
import {
  type AppointmentCard,
  type AppointmentDay,
  firstLetterOf,
  type ImportAppointments,
  type ImportedAppointments,
  type SiteId,
  type StaffId,
} from "@drop-in/contracts";
import { appointmentToken, type Changes, type Log, siteDay } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Stores, Transact } from "../stores.ts";
import { type ListedAppointment, readAppointmentList } from "./appointment-list.rules.ts";

export type AppointmentService = ReturnType<typeof createAppointmentService>;

type Parts = {
  stores: Stores;
  transact: Transact;
  feed: Pick<FeedService, "push">;
  chance: Pick<Chance, "newToken">;
  changes: Changes;
  clock: Clock;
  timeZone: string;
  log: Log;
};

const DAYS_AHEAD = 7; // as long as a bus may be away
const MOST_OF_A_DAY = 500;

/** Lists of appointments, from whatever system makes them, to the devices of a site. */
export function createAppointmentService(parts: Parts) {
  const { transact, feed, changes, clock, timeZone, log } = parts;

  /** A list replaces the whole of each day it names, at that site; of it only times and tokens are kept. */
  async function take(
    { siteId, csv }: ImportAppointments,
    by: StaffId,
  ): Promise<ImportedAppointments> {
    const now = clock();
    const today = siteDay(now, timeZone);
    const lastDay = siteDay(new Date(now.getTime() + DAYS_AHEAD * 86_400_000), timeZone);
    const read = readAppointmentList(csv, { today, lastDay, timeZone });
    if (read.kind === "refused") return { kind: "refused", lines: read.lines };
    const days = Map.groupBy(read.appointments, ({ day }) => day);
    const full = [...days].find(([, list]) => list.length > MOST_OF_A_DAY);
    if (full) {
      const why = `${full[0]} has more than ${MOST_OF_A_DAY} appointments.`;
      return { kind: "refused", lines: [{ line: 1, why }] };
    }
    const deviceIds = await transact(async (within) => {
      const devices = await within.devices.ofSite(siteId);
      if (devices.length === 0)
        throw new CentreError("not-found", "No device stands at this site.");
      for (const [day, listed] of days) {
        const list = await listOf(within, siteId, day, listed);
        await within.appointments.save(siteId, list, now.toISOString(), by);
        for (const deviceId of devices) {
          await within.feed.add(deviceId, [{ type: "appointments.set", day: list }]);
        }
      }
      await within.appointments.forgetBefore(today);
      return devices;
    });
    log.info({ event: "appointments.imported", siteId, days: days.size });
    changes.announce();
    for (const deviceId of deviceIds) await feed.push(deviceId);
    const taken = [...days].map(([day, { length: count }]) => ({ day, count }));
    return { kind: "taken", days: taken.toSorted((a, b) => a.day.localeCompare(b.day)) };
  }

  /** Under the key the day has already: who has checked in is known again when the list comes a second time. */
  async function listOf(
    within: Stores,
    siteId: SiteId,
    day: string,
    listed: readonly ListedAppointment[],
  ): Promise<AppointmentDay> {
    const before = await within.appointments.lock(siteId, day);
    const key = before?.key ?? parts.chance.newToken();
    const cards = new Map(
      listed.map((one) => cardOf(key, one)).map((card) => [card.appointmentId, card]),
    );
    return { day, key, appointments: [...cards.values()] };
  }

  return { take };
}

function cardOf(key: string, listed: ListedAppointment): AppointmentCard {
  const { lastName, birth, patient, at, withWhom, room } = listed;
  const person = keyed(key, `person ${patient}`).slice(0, 16);
  return {
    ...{ appointmentId: uuidFrom(keyed(key, `appointment ${person} ${at}`)), person, at },
    token: appointmentToken(key, { ...birth, letter: firstLetterOf(lastName) }),
    ...(withWhom === undefined ? {} : { withWhom }),
    ...(room === undefined ? {} : { room }),
  };
}

function keyed(keyHex: string, text: string): string {
  return createHmac("sha256", Buffer.from(keyHex, "hex")).update(text).digest("hex");
}

/** UUID version 8 (RFC 9562): of our own making. */
function uuidFrom(hex: string): string {
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5");
}
