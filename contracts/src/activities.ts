import { z } from "zod";
import { daysAfter } from "./calendar.ts";

/** What somebody may look for: the pictures of the screen. */
export const ActivityKind = z.enum([
  "walking",
  "gym",
  "food",
  "garden",
  "parents",
  "friends",
  "work",
  "money",
  "reading",
  "carers",
]);
export type ActivityKind = z.infer<typeof ActivityKind>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** On which days: "MO", or of a month "2MO" (its second Monday) and "-1FR" (its last Friday), as in iCalendar BYDAY. */
export const ActivitySchedule = z.object({
  freq: z.enum(["WEEKLY", "MONTHLY"]),
  byday: z.array(z.string().regex(/^(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/)).min(1),
  opensAt: clock,
  closesAt: clock,
});
export type ActivitySchedule = z.infer<typeof ActivitySchedule>;

/** Something to go to near here. Nothing in it is about anybody's health. */
export const Activity = z.object({
  activityId: z.uuid(),
  name: z.string().min(1).max(80),
  about: z.string().max(300),
  kinds: z.array(ActivityKind),
  schedules: z.array(ActivitySchedule).min(1),
  place: z.string().max(200),
  /** Steps, lift, toilets, hearing loop: as the place says. */
  access: z.string().max(200),
  /** As the group says it; null: nobody has said, and it is not called free. */
  cost: z.string().max(60).nullable(),
  ages: z.object({ from: z.number().int().nullable(), to: z.number().int().nullable() }),
  /** When somebody last made sure that it is so; null: never. */
  checkedOn: z.iso.date().nullable(),
});
export type Activity = z.infer<typeof Activity>;

/** The body of the pack `activities`. */
export const Activities = z.object({ activities: z.array(Activity).max(200) });
export type Activities = z.infer<typeof Activities>;

const weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
const DAY_MS = 24 * 3_600_000;
const OLD_DAYS = 90;

/** Whether it is on, on a day of the calendar (YYYY-MM-DD). */
export function isOn({ freq, byday }: ActivitySchedule, day: string): boolean {
  const date = new Date(`${day}T12:00:00Z`);
  const weekday = weekdays[date.getUTCDay()] ?? "MO";
  const ofMonth = date.getUTCDate();
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return byday.some((one) => {
    if (!one.endsWith(weekday)) return false;
    const count = one.slice(0, -2);
    if (freq === "WEEKLY" || count === "") return true;
    return count === "-1" ? ofMonth + 7 > lastDay : Math.ceil(ofMonth / 7) === Number(count);
  });
}

export type ActivityTime = { day: string; opensAt: string; closesAt: string };

/** When it is next on, from a moment on the wall of the site; null: not in the days looked at. */
export function nextTime(
  { schedules }: Pick<Activity, "schedules">,
  now: { day: string; time: string },
  days: number,
): ActivityTime | null {
  for (let ahead = 0; ahead < days; ahead += 1) {
    const day = daysAfter(now.day, ahead);
    const here = schedules
      .filter((schedule) => isOn(schedule, day))
      .filter(({ closesAt }) => ahead > 0 || closesAt > now.time)
      .toSorted((a, b) => a.opensAt.localeCompare(b.opensAt))[0];
    if (here) return { day, opensAt: here.opensAt, closesAt: here.closesAt };
  }
  return null;
}

/** Nobody has made sure of it for so long that it may be otherwise now. */
export function mayHaveChanged({ checkedOn }: Pick<Activity, "checkedOn">, day: string): boolean {
  if (checkedOn === null) return true;
  return Date.parse(day) - Date.parse(checkedOn) > OLD_DAYS * DAY_MS;
}
