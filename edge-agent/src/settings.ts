import { isTimeZone, type ReadSettings, readSettingsAs } from "@drop-in/foundation";
import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);
/** "/dev/…" is a device, "tcp://…" a serial server. No code after this line can tell what is behind it. */
const link = z
  .string()
  .regex(/^(\/|tcp:\/\/)/, "must be a path such as /dev/ttyUSB0, or tcp://host:port");
const ms = z.coerce.number().int().min(0);

const Settings = z.object({
  /** Folder of the database. */
  DATA_DIR: z.string().min(1),
  HOST: z.string().default("127.0.0.1"),
  HTTP_PORT: port.default(8080),
  /** Folder of the built screens. */
  UI_DIR: z.string().min(1),

  /** IANA name; tickets begin anew with this zone's day. */
  TIME_ZONE: z.string().default("Europe/London").refine(isTimeZone, "is not a time zone"),
  /** This box was seen to keep the time over a night without power. Without it, and without the centre, staff hand out collections. */
  CLOCK_KEEPS_TIME: z
    .enum(["yes", "no"])
    .default("no")
    .transform((word) => word === "yes"),
  TICKET_LETTER: z
    .string()
    .regex(/^[A-Z]{1,4}$/)
    .default("B"),

  /** The introduction a technician carries (`npm run device -- enrol`): used at the first start, and never again. */
  ENROL_WITH: z.string().optional(),
  /** Where systemd puts the secrets it hands over. */
  CREDENTIALS_DIRECTORY: z.string().optional(),
  /** Another way to the broker than the centre named, such as a cable for trying things out. */
  MQTT_URL: z.url({ protocol: /^mqtts?$/ }).optional(),
  MQTT_VERSION: z
    .enum(["4", "5"])
    .default("4")
    .transform((version) => (version === "5" ? 5 : 4)),
  STATUS_EVERY_MS: ms.default(60_000),

  MACHINE_LINK: link.optional(),
  /** Commissioning file of the machine (MachinePlan); read once, when the book is empty. */
  MACHINE_PLAN: z.string().optional(),
  PRINTER_LINK: link.optional(),
  SCANNER_LINK: link.optional(),
  /** The machine's audit socket (DEX): its own counters then decide what the line left unclear. */
  AUDIT_LINK: link.optional(),

  CALLBACK_PROMISE_HOURS: z.coerce.number().min(0.1).max(168).default(24),
  /** The pace used for waits until the day has shown its own. */
  USUAL_MINUTES_PER_PERSON: z.coerce.number().min(1).max(120).default(10),
  /** A locker door that stands open longer than this is told of. */
  DOOR_LEFT_OPEN_MS: ms.default(20_000),
  /** How many locker doors staff may open in an hour. */
  STAFF_OPENINGS_PER_HOUR: z.coerce.number().int().min(1).max(1_000).default(60),
  IDLE_AFTER_MS: ms.default(90_000),
  IDLE_WARN_MS: ms.default(30_000),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});
export type Settings = Readonly<z.infer<typeof Settings>>;

/** Read once, at start. A hub with a bad setting must not open to visitors half-working. */
export function readSettings(env: NodeJS.ProcessEnv): ReadSettings<Settings> {
  return readSettingsAs(Settings, env);
}
