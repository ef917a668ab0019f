import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestAuthority } from "../certificates.ts";
import { eventually, freePorts } from "../hub-under-test.ts";

const shipped = join(import.meta.dirname, "../../deploy/broker/mosquitto");
const installed = "/etc/mosquitto/drop-in";
const program =
  ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"].find(
    existsSync,
  ) ?? "mosquitto";

/** The real Mosquitto with exactly the files we ship; only folder and ports are this test's own. */
export async function startShippedMosquitto() {
  const folder = mkdtempSync(join(tmpdir(), "drop-in-broker-"));
  chmodSync(folder, 0o755); // Mosquitto gives up root
  const [devicePort, servicePort] = await freePorts(2);
  const devices = await createTestAuthority("devices");
  const services = await createTestAuthority("services");
  const own = await devices.server();
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
  put("device-ca.pem", devices.ca);
  put("service-ca.pem", services.ca);
  put("broker.pem", own.cert);
  put("broker.key", own.key);
  put("device-crl.pem", await devices.crl([]));
  const here = (text: string) =>
    text
      .replaceAll(installed, folder)
      .replace("listener 8883", `listener ${devicePort} 127.0.0.1`)
      .replace("listener 8884", `listener ${servicePort} 127.0.0.1`);
  for (const name of ["mosquitto.conf", "devices.acl", "services.acl"]) {
    put(name, here(readFileSync(join(shipped, name), "utf8")));
  }
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
  return {
    name: "Mosquitto",
    devices,
    services,
    deviceUrl: `mqtts://127.0.0.1:${devicePort}`,
    serviceUrl: `mqtts://127.0.0.1:${servicePort}`,
    crlFile: join(folder, "device-crl.pem"),
    said: () => said,
    reload: () => process_.kill("SIGHUP"),
    start,
    kill: () => process_.kill("SIGKILL"),
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
