import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./own-folder.ts";
import { type Figures, figuresOf } from "./proc.ts";

export type Mosquitto = {
  port: number;
  url: string;
  figures(): Figures;
  /** kill -9. */
  kill(): Promise<void>;
  /** What it had on its disk is gone. Only while it is down. */
  wipe(): void;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Another Mosquitto that everything here is handed on to, and that hands down what is for the devices. */
type Options = { bridgeTo?: number };

const program = "/usr/sbin/mosquitto";
const STARTS_WITHIN_MS = 10_000;

export function hasMosquitto(): boolean {
  return existsSync(program);
}

/** A Mosquitto of its own, open to anybody on 127.0.0.1, that keeps what it was given and drops nothing by number. */
export async function startMosquitto(
  folder: string,
  { bridgeTo }: Options = {},
): Promise<Mosquitto> {
  const [port, data, file] = [
    await freePort(),
    join(folder, "mosquitto"),
    join(folder, "mosquitto.conf"),
  ];
  const bridge = [
    // Its name is part of its client id: two of one name would put each other out for ever.
    `connection up-${port}`,
    `address 127.0.0.1:${bridgeTo}`,
    "bridge_protocol_version mqttv311",
    "cleansession false",
    "try_private true",
    // One by one: with both directions of all of them, each door would hear what came in at the others.
    ...[
      "topic drop-in/+/up/+ out 1",
      "topic drop-in/+/status/+ out 1",
      "topic drop-in/+/dn/+ in 1",
    ],
  ];
  const config = [
    ...["user root", `listener ${port} 127.0.0.1`, "allow_anonymous true", "set_tcp_nodelay true"],
    ...["persistence true", `persistence_location ${data}/`, "max_queued_messages 0"],
    ...["max_inflight_messages 0", "log_type error"],
    ...(bridgeTo === undefined ? [] : bridge),
  ];
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${config.join("\n")}\n`);
  let child: ChildProcess | undefined;
  let exited = Promise.resolve();

  async function start(): Promise<void> {
    mkdirSync(data, { recursive: true });
    for (const each of [folder, data]) chmodSync(each, 0o777);
    const started = spawn(program, ["-c", file], { stdio: "ignore" });
    const takeAlong = () => started.kill("SIGKILL");
    process.once("exit", takeAlong);
    exited = new Promise((resolve) => {
      started.once("close", () => {
        process.off("exit", takeAlong);
        resolve();
      });
    });
    child = started;
    await listening(port);
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    child?.kill(signal);
    await exited;
  }
  await start();
  return {
    port,
    url: `mqtt://127.0.0.1:${port}`,
    figures: () => figuresOf(child?.pid ?? 0),
    kill: () => end("SIGKILL"),
    wipe: () => rmSync(data, { recursive: true, force: true }),
    start,
    stop: () => end("SIGTERM"),
  };
}

async function listening(port: number): Promise<void> {
  const until = performance.now() + STARTS_WITHIN_MS;
  while (!(await accepts(port))) {
    if (performance.now() > until) throw new Error("Mosquitto did not start");
    await pause(20);
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });
}
