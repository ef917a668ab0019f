import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Introduced } from "@drop-in/contracts";
import { centreHttp } from "../../../edge-agent/src/adapters/centre-http.ts";
import { openIdentityFiles } from "../../../edge-agent/src/adapters/identity-files.ts";
import { makeKeys } from "../../../edge-agent/src/adapters/make-keys.ts";
import { openIdentity } from "../../../edge-agent/src/enrolment/identity.ts";
import { join as joinCentre } from "../../../edge-agent/src/enrolment/join.service.ts";
import { freePorts } from "../../hub-under-test.ts";
import { openLine } from "../../network/line.ts";
import { openMeddler, type TlsEnd } from "../../network/meddler.ts";
import { readDevice } from "./books.ts";
import { layDisk } from "./device-disk.ts";
import { keep } from "./keep.ts";

export type Device = Awaited<ReturnType<typeof startDevice>>;

const root = join(import.meta.dirname, "../../..");
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const faketime = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
].find(existsSync);

/** Whether the clock of a program can be another than ours. */
export const clocksCanBeMoved = faketime !== undefined;

type Options = {
  folder: string;
  introduced: Introduced;
  broker: TlsEnd & { port: number };
  random: () => number;
};

/** An enrolled box without a machine, on a disk of its own, behind a bad line and a meddler. */
export async function startDevice({ folder, introduced, broker, random }: Options) {
  const name = introduced.deviceId;
  const dataDir = join(folder, name);
  mkdirSync(dataDir);
  const disk = layDisk(dataDir);
  const files = openIdentityFiles(dataDir);
  const joined = await joinCentre(
    { files, http: centreHttp, makeKeys, agentVersion: "0.1.0", log: quiet },
    introduced.introduction,
  );
  if (joined.kind === "not-joined") throw new Error(joined.message);

  const meddler = await openMeddler({
    to: { host: "127.0.0.1", port: broker.port },
    tls: { near: broker, far: async () => (await openDevice()).tls, servername: "localhost" },
    random,
  });
  async function openDevice() {
    const identity = await openIdentity(files);
    if (identity === "not-enrolled") throw new Error(`${name} is no device`);
    return identity;
  }
  const line = await openLine({ to: { host: "127.0.0.1", port: meddler.port }, random });
  const clock = layClock(join(folder, `${name}.clock`));
  const [port] = await freePorts(1);
  const agent = await keep({
    name,
    entry: join(root, "edge-agent/src/main.ts"),
    logFile: join(folder, `logs/${name}.log`),
    env: {
      DATA_DIR: dataDir,
      HTTP_PORT: String(port),
      UI_DIR: join(root, "kiosk-ui/dist"),
      MQTT_URL: `mqtts://127.0.0.1:${line.port}`,
      MQTT_VERSION: "5",
      STATUS_EVERY_MS: "1000",
      LOG_LEVEL: "info",
      ...clock.env,
    },
  });
  return {
    ...{ name, agent, line, meddler, disk, clock },
    url: `http://127.0.0.1:${port}/`,
    read: () => readDevice(name, dataDir),
    async close(): Promise<void> {
      await agent.stop();
      await line.close();
      await meddler.close();
      disk.remove();
    },
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
