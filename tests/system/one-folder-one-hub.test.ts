import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { freePorts } from "../hub-under-test.ts";

const root = join(import.meta.dirname, "../..");
const leftOvers: (() => void)[] = [];
afterEach(() => {
  for (const clear of leftOvers.splice(0)) clear();
});

const names = ["EDGE", "CONSOLE", "BENCH", "BROKER", "CABLE"];

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "drop-in with spaces "));
  leftOvers.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

async function start(data: string, ...args: string[]) {
  const ports = await freePorts(5);
  const env = Object.fromEntries(names.map((name, at) => [`DROP_IN_${name}_PORT`, `${ports[at]}`]));
  const child = spawn(process.execPath, [join(root, "launch/start.ts"), ...args], {
    env: { ...process.env, ...env, DROP_IN_DATA: data },
  });
  leftOvers.push(() => child.kill("SIGKILL"));
  return { child, ports };
}

async function said(child: ChildProcess, words: string): Promise<void> {
  let out = "";
  for await (const chunk of child.stdout ?? []) {
    out += String(chunk);
    if (out.includes(words)) return;
  }
  throw new Error(`it ended and said: ${out}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.unref();
  });
}

test("a second hub on the same data is refused, fresh or not, and the first keeps what it has", async () => {
  const data = dataFolder();
  const first = await start(data);
  await said(first.child, "\nready\n");
  for (const args of [[], ["--fresh"]]) {
    const second = await start(data, ...args);
    let err = "";
    second.child.stderr?.on("data", (chunk: Buffer) => {
      err += chunk.toString("utf8");
    });
    expect(await once(second.child, "close")).toEqual([1, null]);
    expect(err).toBe(`Drop-in cannot start: another Drop-in is using ${data}\n`);
  }
  expect(existsSync(join(data, "edge/agent.db"))).toBe(true);
  first.child.kill("SIGTERM");
  await once(first.child, "close");
});

test("a hub told to end while it starts leaves no program behind", async () => {
  const { child, ports } = await start(dataFolder());
  const bench = ports[2] ?? 0;
  while (!(await answers(bench))) await new Promise(setImmediate);
  child.kill("SIGTERM");
  await once(child, "close");
  for (const port of ports) await expect.poll(() => answers(port), { timeout: 5_000 }).toBe(false);
});
