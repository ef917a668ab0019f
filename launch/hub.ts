import { randomBytes, randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { SiteId } from "@drop-in/contracts";
import { z } from "zod";
import { openIdentityFiles } from "../edge-agent/src/adapters/identity-files.ts";
import { openCentreDesk } from "./ask-centre.ts";
import { type Program, type Started, startProgram } from "./child-process.ts";
import type { HubSettings } from "./settings.ts";

const root = join(import.meta.dirname, "..");
const uiDir = join(root, "kiosk-ui/dist");

/** The agent as its unit starts it: young objects are few, and a long drain must not grow it. */
export const smallNursery = "--max-semi-space-size=2";

const Person = z.object({ name: z.string(), password: z.string(), pin: z.string() });
const SignIn = Person.extend({ colleague: Person.optional() });
export type SignIn = z.infer<typeof SignIn>;

const BenchReady = z.object({
  devices: z.object({ machine: z.string(), printer: z.string(), scanner: z.string() }),
});

/** The programs of one hub, and what each needs to know of the others. */
export function hubPrograms(settings: HubSettings, signIn: SignIn) {
  const { dataDir, host } = settings;
  const statusEveryMs = settings.agent["STATUS_EVERY_MS"] ?? "15000";
  const NODE_COMPILE_CACHE = join(dataDir, "compiled");
  const logFile = (name: string) => join(dataDir, "logs", `${name}.log`);
  const brokerUrl = settings.brokerUrl ?? `mqtts://${host}:${settings.brokerPort}`;
  /** The agent reaches the broker through the cable of the bench. */
  const throughCable = `${new URL(brokerUrl).protocol}//${host}:${settings.cablePort}`;

  // A socket's path may have 107 bytes; every program of the hub runs in our folder.
  const signerSocket = relative(process.cwd(), join(dataDir, "signer/signer.sock"));

  const signer: Program = {
    name: "signer",
    entry: join(root, "sync-server/dist/signer.main.js"),
    args: [join(dataDir, "signer"), signerSocket],
    logFile: logFile("signer"),
    env: {},
  };
  const bench: Program = {
    name: "bench",
    entry: join(root, "hardware-sims/src/main.ts"),
    logFile: logFile("bench"),
    env: {
      HOST: host,
      SIM_DIR: join(dataDir, "bench"),
      BENCH_PORT: String(settings.benchPort),
      MACHINE_PLAN: settings.planFile,
      MOTOR_TURN_MS: String(settings.motorTurnMs),
      NETWORK_CABLE_PORT: String(settings.cablePort),
      NETWORK_FAR_END: new URL(brokerUrl).host,
    },
  };
  const centre: Program = {
    name: "centre",
    entry: join(root, "sync-server/dist/main.js"),
    logFile: logFile("centre"),
    env: {
      NODE_COMPILE_CACHE,
      HOST: host,
      DATA_DIR: join(dataDir, "centre"),
      HTTP_PORT: String(settings.consolePort),
      UI_DIR: uiDir,
      LOG_LEVEL: settings.logLevel,
      TIME_ZONE: settings.timeZone,
      STATUS_EVERY_MS: statusEveryMs,
      COMMAND_SIGNER: signerSocket,
      DEVICE_BROKERS: throughCable,
      FIRST_STAFF: JSON.stringify(signIn),
      ...(settings.brokerUrl
        ? { BROKER_URL: settings.brokerUrl, MQTT_VERSION: "4" }
        : { BROKER_PORT: String(settings.brokerPort) }),
    },
  };
  const agent = (
    devices: z.infer<typeof BenchReady>["devices"],
    introduction: string | undefined,
  ): Program => ({
    name: "edge agent",
    entry: join(root, "edge-agent/dist/main.js"),
    logFile: logFile("edge-agent"),
    env: {
      NODE_COMPILE_CACHE,
      NODE_OPTIONS: smallNursery,
      HOST: host,
      DATA_DIR: join(dataDir, "edge"),
      HTTP_PORT: String(settings.edgePort),
      UI_DIR: uiDir,
      LOG_LEVEL: settings.logLevel,
      ...(introduction === undefined ? {} : { ENROL_WITH: introduction }),
      STATUS_EVERY_MS: statusEveryMs,
      TICKET_LETTER: settings.ticketLetter,
      TIME_ZONE: settings.timeZone,
      MACHINE_LINK: devices.machine,
      MACHINE_PLAN: settings.planFile,
      PRINTER_LINK: devices.printer,
      SCANNER_LINK: devices.scanner,
      ...settings.agent,
    },
  });
  return { signer, bench, centre, agent };
}

export type Hub = {
  signIn: SignIn;
  urls: { visitor: string; staff: string; display: string; console: string; bench: string };
  devices: z.infer<typeof BenchReady>["devices"];
  programs: { bench: Program; centre: Program; agent: Program };
  running: { bench: Started; centre: Started; agent: Started };
  stop(): Promise<void>;
};

/** Starts bench, centre and agent, in the order they need each other. */
export async function startHub(settings: HubSettings): Promise<Hub> {
  mkdirSync(settings.dataDir, { recursive: true });
  const signIn = firstSignIn(settings.dataDir);
  const programs = hubPrograms(settings, signIn);
  const started: Started[] = [];
  const start = async (program: Program): Promise<Started> => {
    const process = await startProgram(program);
    started.push(process);
    return process;
  };
  const stop = async () => {
    for (const each of started.toReversed()) await each.stop();
  };
  try {
    await start(programs.signer); // first: the centre asks it for its key, for the boxes it lets in
    const both = [start(programs.bench), start(programs.centre)] as const;
    await Promise.allSettled(both); // when one fails, the other is up before it is stopped
    const [bench, centre] = await Promise.all(both);
    const { devices } = BenchReady.parse(bench.ready);
    const agentProgram = programs.agent(devices, await introduce(settings));
    const agent = await start(agentProgram);
    const at = (port: number, path = "/") => `http://${settings.host}:${port}${path}`;
    return {
      signIn,
      devices,
      programs: { ...programs, agent: agentProgram },
      running: { bench, centre, agent },
      urls: {
        visitor: at(settings.edgePort),
        staff: at(settings.edgePort, "/staff"),
        display: at(settings.edgePort, "/display"),
        console: at(settings.consolePort),
        bench: at(settings.benchPort),
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What lets the box of this hub in, the first time: what a person would ask of `npm run device -- enrol`. */
async function introduce({ dataDir, siteName }: HubSettings): Promise<string | undefined> {
  if (openIdentityFiles(join(dataDir, "edge")).read("present") !== undefined) return undefined;
  const desk = openCentreDesk(join(dataDir, "centre"));
  const { introduction } = await desk.add({ siteId: SiteId.parse("hub-1"), siteName });
  return introduction;
}

/** No default credentials: each new hub makes up its own, and keeps them beside its data for its owner to read. */
function firstSignIn(dataDir: string): SignIn {
  const file = join(dataDir, "sign-in.json");
  if (existsSync(file)) return SignIn.parse(JSON.parse(readFileSync(file, "utf8")));
  const lead = newPerson("Hub lead");
  // Some things want two people to sign; two with one PIN would be one.
  let colleague = newPerson("Hub colleague");
  while (colleague.pin === lead.pin) colleague = newPerson("Hub colleague");
  const signIn = { ...lead, colleague };
  writeFileSync(file, JSON.stringify(signIn), { mode: 0o600 });
  return signIn;
}

function newPerson(name: string) {
  const password = randomBytes(9).toString("base64url");
  return { name, password, pin: String(randomInt(1_000_000)).padStart(6, "0") };
}
