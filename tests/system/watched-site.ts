import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DeviceId, SiteId } from "@drop-in/contracts";
import { centreHttp } from "../../edge-agent/src/adapters/centre-http.ts";
import { openIdentityFiles } from "../../edge-agent/src/adapters/identity-files.ts";
import { makeKeys } from "../../edge-agent/src/adapters/make-keys.ts";
import { openIdentity } from "../../edge-agent/src/enrolment/identity.ts";
import { join as joinCentre } from "../../edge-agent/src/enrolment/join.service.ts";
import { openCentreDesk } from "../../launch/ask-centre.ts";
import { startProgram } from "../../launch/child-process.ts";
import { agentOf, consoleOf, freePorts } from "../hub-under-test.ts";
import { openTlsTap } from "../network/tls-tap.ts";
import { startShippedSite } from "../shipped-site.ts";

export type WatchedSite = Awaited<ReturnType<typeof startWatchedSite>>;

const root = join(import.meta.dirname, "../..");
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const person = { name: "Hub lead", password: "a-long-password", pin: "204816" };

/**
 * One box and one centre as they are installed: Mosquitto with the files we ship, though keeping what it holds on disk,
 * and PostgreSQL. We stand with everybody's keys on both sides of the broker.
 */
export async function startWatchedSite() {
  const folder = mkdtempSync(join(tmpdir(), "drop-in-watched-"));
  const dataDir = join(folder, "centre");

  const { authority, broker, postgres, mosquitto } = await startShippedSite(dataDir, {
    keeps: true,
  });
  const service = { ...(await mosquitto.services.client("centre-1")), ca: authority.caPem };
  const centreWire = await openTlsTap({
    port: Number(new URL(mosquitto.serviceUrl).port),
    near: { ...broker, ca: mosquitto.services.ca },
    far: async () => service,
  });

  const [centrePort, agentPort] = await freePorts(2);
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const list = mosquitto.revocationList();
  const logs = { centre: join(folder, "logs/centre.log"), agent: join(folder, "logs/agent.log") };
  const centre = await startProgram({
    name: "centre",
    entry: join(root, "sync-server/src/main.ts"),
    logFile: logs.centre,
    env: {
      DATA_DIR: dataDir,
      DATABASE_URL: postgres.url,
      HTTP_PORT: String(centrePort),
      BROKER_URL: `mqtts://127.0.0.1:${centreWire.port}`,
      BROKER_TLS_KEY: file("service.key", service.key),
      BROKER_TLS_CERT: file("service.pem", service.cert),
      BROKER_TLS_CA: file("service.ca", authority.caPem),
      BROKER_CRL_FILE: list.file,
      BROKER_RELOAD: list.reload,
      DEVICE_BROKERS: mosquitto.deviceUrl,
      STATUS_EVERY_MS: "1000",
      FIRST_STAFF: JSON.stringify({ ...person, role: "session-lead" }),
      LOG_LEVEL: "debug",
    },
  });
  const desk = openCentreDesk(dataDir);

  /** A box that was let in by the real door, with its keys in a folder of its own. */
  async function letIn(name: string, into: string) {
    const { introduction } = await desk.add({ siteId: SiteId.parse(name), siteName: name });
    const files = openIdentityFiles(into);
    const about = { files, http: centreHttp, makeKeys, agentVersion: "0.1.0", log: quiet };
    const joined = await joinCentre(about, introduction);
    if (joined.kind === "not-joined") throw new Error(joined.message);
    const identity = async () => {
      const known = await openIdentity(files);
      if (known === "not-enrolled") throw new Error(`${name} is no device`);
      return known;
    };
    return { deviceId: joined.deviceId satisfies DeviceId, files, identity };
  }

  const edgeDir = join(folder, "edge");
  mkdirSync(edgeDir);
  const box = await letIn("hub-1", edgeDir);
  const deviceWire = await openTlsTap({
    port: Number(new URL(mosquitto.deviceUrl).port),
    near: { ...broker, ca: authority.caPem },
    far: async () => (await box.identity()).tls,
  });
  const agentProgram = {
    name: "edge agent",
    entry: join(root, "edge-agent/src/main.ts"),
    logFile: logs.agent,
    env: {
      DATA_DIR: edgeDir,
      HTTP_PORT: String(agentPort),
      UI_DIR: join(root, "kiosk-ui/dist"),
      MQTT_URL: `mqtts://127.0.0.1:${deviceWire.port}`,
      MQTT_VERSION: "5",
      STATUS_EVERY_MS: "1000",
      LOG_LEVEL: "debug",
    },
  };
  let agent = await startProgram(agentProgram);

  return {
    ...{ folder, dataDir, edgeDir, logs, authority, postgres, mosquitto, desk, letIn, box },
    ...{ centreWire, deviceWire, agentProgram },
    pids: () => [agent.pid, centre.pid, mosquitto.pid() ?? 0],
    urls: { agent: `http://127.0.0.1:${agentPort}/`, centre: `http://127.0.0.1:${centrePort}/` },
    agent: agentOf(`http://127.0.0.1:${agentPort}/`, person.pin),
    console: consoleOf(`http://127.0.0.1:${centrePort}/`, { signIn: person }),
    /** What the centre logs of a device from now on. */
    centreLogFromNow() {
      const read = () => linesOf(readFileSync(logs.centre, "utf8"));
      const before = read().length;
      return (deviceId: DeviceId): Said[] =>
        read()
          .slice(before)
          .filter((line) => line.deviceId === deviceId);
    },
    stopAgent: () => agent.stop(),
    async startAgent(): Promise<void> {
      agent = await startProgram(agentProgram);
    },
    stopCentre: () => centre.stop(),
    async close(): Promise<void> {
      await Promise.all([agent.stop(), centre.stop()]);
      await Promise.all([deviceWire.close(), centreWire.close()]);
      mosquitto.stop();
      await postgres.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A line of a log. */
export type Said = { event?: string; why?: string; deviceId?: string };

function linesOf(text: string): Said[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{") && line.endsWith("}"))
    .map((line): Said => JSON.parse(line));
}
