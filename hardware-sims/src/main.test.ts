import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { realTimer } from "./adapters/real-time.ts";
import { BenchState, LockerState, SpiralState } from "./bench/bench-state.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const plan = fileURLToPath(new URL("../../launch/demo/spiral-machine.plan.json", import.meta.url));
const Ready = z.object({
  ready: z.literal(true),
  url: z.url(),
  devices: z.object({ machine: z.string(), printer: z.string(), scanner: z.string() }),
});

const folder = mkdtempSync(join(tmpdir(), "bench-"));
const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

test("one line says it is ready, acts show in the picture, and items stay where they are", async () => {
  const { url, devices } = await startBench();
  const jammed = await post(url, "machine/jam", { slotId: "A01" });
  expect(spiralOf(jammed).world.slots[0]).toMatchObject({ slotId: "A01", jammed: true });
  const emptied = await post(url, "machine/empty", { slotId: "B02" });
  expect(spiralOf(emptied).world.slots.find(({ slotId }) => slotId === "B02")?.items).toEqual([]);
  const pulled = await post(url, "machine/cable", { plugged: false });
  expect(pulled.machine.plugged).toBe(false);
  if (devices.machine.startsWith("/")) expect(existsSync(devices.machine)).toBe(false);
  const scanned = await post(url, "scanner/scan", { text: "hello" });
  expect(scanned.scanner.lastScan).toBe("hello");
  const paperless = await post(url, "printer", { paper: "out", cover: "open" });
  expect(paperless.printer).toMatchObject({ paper: "out", cover: "open" });

  await stopBench("SIGTERM");
  const again = await startBench();
  const kept = await picture(again.url);
  expect(spiralOf(kept).world.slots[0]?.jammed).toBe(true);
});

test("a locker's plan puts a locker on the bench, and its doors open by hand", async () => {
  const locker = new URL("../../launch/demo/locker.plan.json", import.meta.url);
  const { url } = await startBench({ MACHINE_PLAN: fileURLToPath(locker) });
  const opened = await post(url, "machine/door", { selection: 3, open: true });
  const { world } = LockerState.parse(opened.machine);
  expect(world.compartments).toHaveLength(16);
  expect(world.compartments[2]).toMatchObject({ slotId: "A03", door: "open", row: "upper" });
  const taken = LockerState.parse((await post(url, "machine/take", { selection: 3 })).machine);
  expect(taken.world.taken.map(({ slotId }) => slotId)).toEqual(["A03"]);
  expect((await send(url, "tray/take", {})).status).toBe(400);
});

test("nonsense is refused with a reason and changes nothing", async () => {
  const { url } = await startBench();
  const refused = await send(url, "machine/explode", {});
  expect(refused.status).toBe(400);
  const page = await fetch(`${url}/api/bench/pages/..%2fworld.png`);
  expect(page.status).toBe(400);
});

test("when the bench is killed its devices go with it", async () => {
  const { devices } = await startBench();
  await stopBench("SIGKILL");
  if (!devices.machine.startsWith("/")) return;
  // A device that sees its bench gone takes its name out of the folder.
  for (let tries = 0; tries < 100 && existsSync(devices.machine); tries += 1) await pause(50);
  expect(existsSync(devices.machine)).toBe(false);
});

test("a taken port is one line and no devices left behind", async () => {
  const { url } = await startBench();
  const child = spawnBench({ BENCH_PORT: new URL(url).port, SIM_DIR: join(folder, "other") });
  let trouble = "";
  child.stderr?.on("data", (text: Buffer) => {
    trouble += text.toString();
  });
  const [code] = await once(child, "exit");
  expect(code).toBe(1);
  expect(trouble.trim().split("\n")).toHaveLength(1);
  expect(trouble).toContain("EADDRINUSE");
});

async function startBench(env: Record<string, string> = {}) {
  const child = spawnBench({ BENCH_PORT: "0", ...env });
  if (child.stdout === null) throw new Error("no output");
  const [line] = await once(child.stdout, "data");
  return Ready.parse(JSON.parse(String(line)));
}

function spawnBench(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, SIM_DIR: folder, MACHINE_PLAN: plan, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  return child;
}

async function stopBench(signal: NodeJS.Signals): Promise<void> {
  const child = running.pop();
  child?.kill(signal);
  if (child) await once(child, "exit");
}

function spiralOf(bench: BenchState): SpiralState {
  return SpiralState.parse(bench.machine);
}

async function picture(url: string): Promise<BenchState> {
  return BenchState.parse(await (await fetch(`${url}/api/bench`)).json());
}

async function post(url: string, path: string, body: object): Promise<BenchState> {
  return BenchState.parse(await (await send(url, path, body)).json());
}

function send(url: string, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${url}/api/bench/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => realTimer(ms, resolve));
}
