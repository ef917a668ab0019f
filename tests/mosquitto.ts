import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually, freePorts } from "./hub-under-test.ts";

export type Mosquitto = Awaited<ReturnType<typeof startMosquitto>>;

const program = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"].find(existsSync);

/** A real Mosquitto on a free port, which keeps what it is told on disk as well as it can. */
export async function startMosquitto(settings: readonly string[] = ["allow_anonymous true"]) {
  if (program === undefined) throw new Error("Mosquitto is missing (apt-get install mosquitto)");
  const mosquitto = program;
  const folder = mkdtempSync(join(tmpdir(), "drop-in-mosquitto-"));
  const [file, data] = [join(folder, "mosquitto.conf"), join(folder, "data")];
  const [port] = await freePorts(1);
  const lines = [
    `listener ${port} 127.0.0.1`,
    "persistence true",
    `persistence_location ${data}/`,
    "autosave_interval 1",
    ...settings,
  ];
  writeFileSync(file, `${lines.join("\n")}\n`);
  chmodSync(folder, 0o755); // it gives up being root
  let running = await start();

  async function start() {
    mkdirSync(data, { recursive: true });
    chmodSync(data, 0o777);
    const started = spawn(mosquitto, ["-c", file], { stdio: "ignore" });
    await eventually("Mosquitto listening", () => accepts(port));
    return started;
  }
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    async killAndWipe(): Promise<void> {
      running.kill("SIGKILL");
      if (running.exitCode === null && running.signalCode === null) {
        await new Promise((gone) => running.once("exit", gone));
      }
      rmSync(data, { recursive: true, force: true });
    },
    async startAgain(): Promise<void> {
      running = await start();
    },
    stop(): void {
      running.kill("SIGTERM");
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
