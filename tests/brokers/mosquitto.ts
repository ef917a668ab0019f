import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectExternalBroker } from "../../sync-server/src/adapters/external-broker.ts";
import type { Link } from "../../sync-server/src/broker/link.ts";
import { createTestAuthority } from "../certificates.ts";
import { eventually, freePorts } from "../hub-under-test.ts";

const shipped = join(import.meta.dirname, "../../deploy/broker/mosquitto");
const installed = /\/etc\/mosquitto\/drop-in|\/var\/lib\/drop-in-broker/g;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const program =
  ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"].find(
    existsSync,
  ) ?? "mosquitto";

/** Who vouches for devices, where that is not an authority of an afternoon; and the broker's own key under it. */
type DeviceAuthority = { ca: string; crl: string; broker: { key: string; cert: string } };

async function authorityOfAnAfternoon() {
  const devices = await createTestAuthority("devices");
  return { devices, ca: devices.ca, crl: await devices.crl([]), broker: await devices.server() };
}

/** `keeps`: it writes what it holds to disk every second, which the shipped one never does. */
type Options = { keeps?: boolean };

/** The real Mosquitto with exactly the files we ship; only folder and ports are this test's own. */
export async function startShippedMosquitto(
  authority?: DeviceAuthority,
  { keeps = false }: Options = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "drop-in-broker-"));
  chmodSync(folder, 0o755); // Mosquitto gives up root
  const [devicePort, servicePort] = await freePorts(2);
  const ours = await authorityOfAnAfternoon();
  const { devices } = ours;
  const { ca, crl, broker } = authority ?? ours;
  const services = await createTestAuthority("services");
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put("device-ca.pem", ca);
  put("service-ca.pem", services.ca);
  put("broker.pem", broker.cert);
  put("broker.key", broker.key);
  put("device-crl.pem", crl);
  const keeping = `persistence true\npersistence_location ${folder}/kept/\nautosave_interval 1`;
  mkdirSync(join(folder, "kept"));
  chmodSync(join(folder, "kept"), 0o777);
  const here = (text: string) =>
    text
      .replace(/^persistence false$/m, keeps ? keeping : "persistence false")
      .replaceAll(installed, folder)
      .replace("listener 8883", `listener ${devicePort} 127.0.0.1`)
      .replace("listener 8884", `listener ${servicePort} 127.0.0.1`);
  for (const name of ["mosquitto.conf", "devices.acl", "services.acl"]) {
    put(name, here(readFileSync(join(shipped, name), "utf8")));
  }
  const serviceUrl = `mqtts://127.0.0.1:${servicePort}`;
  let said = "";
  let process_: ChildProcess;
  async function start(): Promise<void> {
    process_ = spawn(program, ["-c", join(folder, "mosquitto.conf")], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    process_.stderr?.on("data", (bytes) => {
      said += bytes;
    });
    await eventually("Mosquitto listening", () => accepts(servicePort)).catch((error) => {
      throw new Error(`${error.message}\n${said}`);
    });
  }
  await start();
  // What BROKER_RELOAD names at a site: a program without arguments.
  const reload = join(folder, "reload");
  return {
    devices,
    services,
    deviceUrl: `mqtts://127.0.0.1:${devicePort}`,
    serviceUrl,
    /** Where the broker reads the list of revoked certificates, and the program that has it read again. */
    revocationList() {
      writeFileSync(reload, `#!/bin/sh\nexec kill -HUP ${process_.pid}\n`, { mode: 0o755 });
      return { file: join(folder, "device-crl.pem"), reload };
    },
    /** One server process of the centre, as the product connects. */
    async server(options: { shareGroup?: string } = {}): Promise<Link> {
      const { key, cert } = await services.client(`centre-${randomUUID().slice(0, 8)}`);
      const tls = { key, cert, ca };
      const clientId = `centre-${randomUUID().slice(0, 8)}`;
      const link = connectExternalBroker({
        ...{ url: serviceUrl, clientId, tls, log: quiet, ...options },
      });
      await new Promise<void>((resolve) => link.onConnect(resolve));
      return link;
    },
    /** Everything it has on disk, and everything it has said. */
    folder,
    said: () => said,
    pid: () => process_.pid,
    start,
    /** Gone when this resolves, and all it held with it. */
    async kill(): Promise<void> {
      const gone = new Promise((resolve) => process_.once("exit", resolve));
      if (process_.kill("SIGKILL")) await gone;
    },
    stop() {
      process_.kill("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });
}
