import { join } from "node:path";
import { StaffRole } from "@drop-in/contracts";
import { isTimeZone, type ReadSettings, readSettingsAs } from "@drop-in/foundation";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const here = import.meta.dirname;

const Person = z.object({
  name: z.string().min(1).max(60),
  role: StaffRole.default("session-lead"),
  password: z.string().min(8).max(200),
  pin: z.string().regex(/^\d{6}$/, "must be 6 digits"),
});

/**
 * The first person of the team, as JSON, and the colleague who signs beside them where two are wanted. Used only
 * while there is no staff; there are no defaults.
 */
const FirstStaff = Person.extend({ colleague: Person.optional() }).refine(
  ({ pin, colleague }) => pin !== colleague?.pin,
  "two people must not have one PIN",
);

const Settings = z.object({
  /** Folder of this process's own files: the database when there is no other, and the keys when KEYS_DIR is not said. */
  DATA_DIR: z.string().min(1),
  /** A PostgreSQL 15 or newer, which several processes may share. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HOST: z.string().default("127.0.0.1"),
  /** 0 lets the system choose; the ready line says which. */
  HTTP_PORT: port.default(8090),
  /** The address people and devices know this centre by, where a proxy stands in front; none: this host and port. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The brokers devices are to speak through, the first first, with commas; none: the one inside this process. */
  DEVICE_BROKERS: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.url({ protocol: /^mqtts?$/ })).min(1))
    .optional(),
  /** PEM file of whoever signs the certificates of those brokers; none: the centre's own authority. */
  DEVICE_BROKER_CA: z.string().min(1).optional(),
  /** Folder of the private keys, the same for every process of one centre; none: `keys` in DATA_DIR. */
  KEYS_DIR: z.string().min(1).optional(),
  /** Of the broker inside this process (TLS); not opened when BROKER_URL names another. */
  BROKER_PORT: port.default(8883),
  BROKER_URL: z.url({ protocol: /^mqtts?$/ }).optional(),
  /** PEM files of this process at that broker: its own key and certificate, and the broker's authority. */
  BROKER_TLS_KEY: z.string().min(1).optional(),
  BROKER_TLS_CERT: z.string().min(1).optional(),
  BROKER_TLS_CA: z.string().min(1).optional(),
  /** Where that broker reads which certificates count no more, and a program that has it read them again. */
  BROKER_CRL_FILE: z.string().min(1).optional(),
  BROKER_RELOAD: z.string().min(1).optional(),
  /** Set, and the same for all, where several centre processes share the work; a word nobody guesses. */
  BROKER_SHARE_GROUP: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .optional(),
  /** Spoken with the broker at BROKER_URL; 4 is MQTT 3.1.1. */
  MQTT_VERSION: z
    .enum(["4", "5"])
    .default("5")
    .transform((version) => (version === "5" ? 5 : 4)),
  /** Socket of the process that signs commands; none: devices cannot be commanded from here. */
  COMMAND_SIGNER: z.string().min(1).optional(),
  /** Folder of the built screens. */
  UI_DIR: z.string().default(join(here, "../../kiosk-ui/dist")),
  CATALOGUE_FILE: z.string().default(join(here, "../content/catalogue.json")),
  /** A list in the shape of Open Referral UK. */
  ACTIVITIES_FILE: z.string().default(join(here, "../content/activities.json")),
  CONTENT_DIR: z.string().default(join(here, "../content/packs")),
  /** IANA name; "today" on the console begins with this zone's day. */
  TIME_ZONE: z.string().default("Europe/London").refine(isTimeZone, "is not a time zone"),
  /** How often devices say how they are; silent for three of these, a device is unknown. */
  STATUS_EVERY_MS: z.coerce.number().int().min(100).default(60_000),
  FIRST_STAFF: z.string().transform(parseJson).pipe(FirstStaff).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});
export type Settings = Readonly<z.infer<typeof Settings>>;

/** Read once, at start. FIRST_STAFF holds secrets: a problem names it, never its value. */
export function readSettings(env: NodeJS.ProcessEnv): ReadSettings<Settings> {
  return readSettingsAs(Settings, env);
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "is not JSON" });
    return z.NEVER;
  }
}
