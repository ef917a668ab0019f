import {
  Activity,
  type ActivityKind,
  type ActivitySchedule,
  ActivitySchedule as Schedule,
} from "@drop-in/contracts";
import { z } from "zod";

const text = z.string().nullish();

/** What we read of a service in the Open Referral UK profile of HSDS; all else of it is passed over. */
const Service = z.object({
  id: z.uuid(),
  name: z.string(),
  description: text,
  status: z.enum(["active", "inactive", "defunct", "temporarily closed"]),
  minimum_age: z.number().nullish(),
  maximum_age: z.number().nullish(),
  assured_date: text,
  fees: text,
  schedules: z
    .array(z.object({ freq: text, byday: text, opens_at: text, closes_at: text }))
    .default([]),
  cost_options: z.array(z.object({ option: text })).default([]),
  service_at_locations: z
    .array(
      z.object({
        location: z.object({
          name: text,
          addresses: z
            .array(z.object({ address_1: text, city: text, postal_code: text }))
            .default([]),
          accessibility: z.array(z.object({ accessibility: text })).default([]),
        }),
      }),
    )
    .default([]),
  attributes: z.array(z.object({ taxonomy_term: z.object({ name: z.string() }) })).default([]),
});
type Service = z.infer<typeof Service>;

/** A list of services, as a file or as a page of the standard API. */
const Export = z.union([
  z.array(z.unknown()),
  z.object({ services: z.array(z.unknown()) }).transform(({ services }) => services),
  z.object({ contents: z.array(z.unknown()) }).transform(({ contents }) => contents),
]);

export type Imported = {
  activities: Activity[];
  /** What was left out, and why: whoever brought the list can mend it. */
  leftOut: { name: string; why: string }[];
};

/** Which of our pictures a term of the list stands under. What has none is found under "everything" alone. */
const kindOf: Readonly<Record<string, ActivityKind>> = {
  walking: "walking",
  gym: "gym",
  strength: "gym",
  sport: "gym",
  balance: "gym",
  food: "food",
  cooking: "food",
  garden: "garden",
  gardening: "garden",
  parents: "parents",
  children: "parents",
  families: "parents",
  "make friends": "friends",
  "older people": "friends",
  men: "friends",
  dogs: "friends",
  work: "work",
  "work hours": "work",
  volunteering: "work",
  money: "money",
  housing: "money",
  english: "reading",
  reading: "reading",
  carers: "carers",
};

/** Reads a list in the shape of Open Referral UK. Throws where it is no list at all. */
export function readOpenReferral(json: unknown): Imported {
  const found: Imported = { activities: [], leftOut: [] };
  for (const raw of Export.parse(json)) {
    const read = Service.safeParse(raw);
    if (!read.success) {
      const { name = "?" } = z.object({ name: z.string() }).partial().catch({}).parse(raw);
      found.leftOut.push({
        name,
        why: `${read.error.issues[0]?.path.join(".")} is missing or wrong`,
      });
      continue;
    }
    const activity = activityOf(read.data);
    if (typeof activity === "string") found.leftOut.push({ name: read.data.name, why: activity });
    else found.activities.push(activity);
  }
  return found;
}

function activityOf(service: Service): Activity | string {
  if (service.status !== "active") return `it is ${service.status}`;
  const schedules = service.schedules.flatMap(scheduleOf);
  if (schedules.length === 0) return "nobody can tell from it when it is on";
  const [at] = service.service_at_locations;
  const terms = service.attributes.map(({ taxonomy_term }) => taxonomy_term.name.toLowerCase());
  const parsed = Activity.safeParse({
    activityId: service.id,
    name: service.name,
    about: service.description ?? "",
    kinds: [...new Set(terms.flatMap((term) => kindOf[term] ?? []))],
    schedules,
    place: placeOf(at?.location),
    access: (at?.location.accessibility ?? []).flatMap((one) => one.accessibility ?? []).join(", "),
    cost: service.fees ?? service.cost_options[0]?.option ?? null,
    ages: { from: service.minimum_age ?? null, to: service.maximum_age ?? null },
    checkedOn: service.assured_date ?? null,
  });
  return parsed.success
    ? parsed.data
    : `${parsed.error.issues[0]?.path.join(".")}: ${parsed.error.issues[0]?.message}`;
}

function scheduleOf(schedule: Service["schedules"][number]): ActivitySchedule[] {
  const read = Schedule.safeParse({
    freq: schedule.freq,
    byday: schedule.byday?.split(","),
    opensAt: schedule.opens_at?.slice(0, 5),
    closesAt: schedule.closes_at?.slice(0, 5),
  });
  return read.success ? [read.data] : [];
}

type Location = Service["service_at_locations"][number]["location"];

function placeOf(location: Location | undefined): string {
  const [address] = location?.addresses ?? [];
  const parts = [location?.name, address?.address_1, address?.city, address?.postal_code];
  return parts.filter((part) => part).join(", ");
}
