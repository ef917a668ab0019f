import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Program, type Started, startProgram } from "../../../launch/child-process.ts";
import { freePorts } from "../../hub-under-test.ts";
import { startMosquitto } from "../../mosquitto.ts";
import { openLine } from "../../network/line.ts";
import { openMeddler } from "../../network/meddler.ts";
import { readDevice, sqliteCentre } from "./books.ts";
import { layDisk } from "./device-disk.ts";
import type { FaultKind } from "./plan.ts";

/** Everything a fault can be done to: real programs, and the lines between them. How they are started is known only here. */
export type Estate = Awaited<ReturnType<typeof openEstate>>;
export type Device = Estate["devices"][number];
export type Keeper = ReturnType<typeof keep>;

const root = join(import.meta.dirname, "../../..");
const faketime = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
].find(existsSync);

type Options = { devices: number; random: () => number };

export async function openEstate({ devices: count, random }: Options) {
  const folder = mkdtempSync(join(tmpdir(), "drop-in-faults-"));
  const mosquitto = await startMosquitto();
  const pin = "204816";
  const servers = [await startServer({ folder, brokerUrl: mosquitto.url, pin })];
  const devices = await Promise.all(
    Array.from({ length: count }, (_, place) =>
      startDevice({ folder, place, brokerPort: mosquitto.port, random }),
    ),
  );

  return {
    ...{ folder, pin, mosquitto, servers, devices },
    centre: sqliteCentre(join(folder, "centre-1/centre.db")),
    /** Kinds that cannot be had here, each with the reason, so that none is passed over in silence. */
    without: new Map<FaultKind, string>([
      ["PostgreSQL restarted", "the record is a SQLite file"],
      ["PostgreSQL crashed", "the record is a SQLite file"],
      ...(faketime ? [] : withoutFaketime),
    ]),
    async close({ keepFolder }: { keepFolder: boolean }): Promise<void> {
      await Promise.all([...devices.map(({ agent }) => agent.stop())]);
      await Promise.all(servers.map((server) => server.stop()));
      mosquitto.stop();
      for (const { line, meddler } of devices) {
        await line.close();
        await meddler.close();
      }
      for (const { disk } of devices) disk.remove();
      if (!keepFolder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const withoutFaketime: [FaultKind, string][] = [
  ["device clock moved", "libfaketime is missing (apt-get install faketime)"],
  ["device started with a wrong clock", "libfaketime is missing (apt-get install faketime)"],
];

/** A program that may be killed at any moment and started again. */
function keep(program: Program, first: Started) {
  let running = first;
  return {
    pid: () => running.pid,
    async kill(): Promise<void> {
      running.kill("SIGKILL");
      await running.exited;
    },
    async start(): Promise<void> {
      running = await startProgram(program);
    },
    stop: () => running.stop(),
    logFile: program.logFile,
  };
}

type ServerOptions = { folder: string; brokerUrl: string; pin: string };

async function startServer({ folder, brokerUrl, pin }: ServerOptions) {
  const [port] = await freePorts(1);
  const program: Program = {
    name: "server 1",
    entry: join(root, "sync-server/src/main.ts"),
    logFile: join(folder, "logs/server-1.log"),
    env: {
      DATA_DIR: join(folder, "centre-1"),
      HTTP_PORT: String(port),
      BROKER_URL: brokerUrl,
      STATUS_EVERY_MS: "1000",
      FIRST_STAFF: JSON.stringify({ name: "Hub lead", password: "a-long-password", pin }),
      LOG_LEVEL: "info",
    },
  };
  return keep(program, await startProgram(program));
}

type DeviceOptions = {
  folder: string;
  place: number;
  brokerPort: number;
  random: () => number;
};

/** A box without a machine, on a disk of its own, behind a bad line and a meddler. */
async function startDevice({ folder, place, brokerPort, random }: DeviceOptions) {
  const name = `hub-${place + 1}`;
  const dataDir = join(folder, name);
  mkdirSync(dataDir);
  const disk = layDisk(dataDir);
  const clock = layClock(join(folder, `${name}.clock`));
  const meddler = await openMeddler({ to: { host: "127.0.0.1", port: brokerPort }, random });
  const line = await openLine({ to: { host: "127.0.0.1", port: meddler.port }, random });
  const [port] = await freePorts(1);
  const program: Program = {
    name,
    entry: join(root, "edge-agent/src/main.ts"),
    logFile: join(folder, `logs/${name}.log`),
    env: {
      DATA_DIR: dataDir,
      HTTP_PORT: String(port),
      UI_DIR: join(root, "kiosk-ui/dist"),
      SITE_ID: name,
      SITE_NAME: `Hub ${place + 1}`,
      DEVICE_ID: name,
      MQTT_URL: `mqtt://127.0.0.1:${line.port}`,
      STATUS_EVERY_MS: "1000",
      LOG_LEVEL: "info",
      ...clock.env,
    },
  };
  const agent = keep(program, await startProgram(program));
  return {
    ...{ name, agent, line, meddler, disk, clock },
    url: `http://127.0.0.1:${port}/`,
    read: () => readDevice(name, dataDir),
  };
}

/** The wall clock of one program, which can be moved under it while its other clock, that of timers, goes on. */
function layClock(file: string) {
  const write = (spec: string) => writeFileSync(file, spec);
  write("+0");
  const env = {
    LD_PRELOAD: faketime,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  return {
    env: faketime ? env : {},
    /** As libfaketime has it: "+50y", "-3600", "@1970-01-01 00:00:10". */
    move: write,
    right: () => write("+0"),
  };
}
