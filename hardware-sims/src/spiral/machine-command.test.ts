import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { realTimer, wallClock } from "../adapters/real-time.ts";
import { createAuditSocket } from "../dex/audit-socket.ts";
import type { PluggableLine } from "../line/line.ts";
import { openLine } from "../line/open-line.ts";
import { type Controller, createController, defaultControllerSettings } from "./controller.ts";
import { fillWorld, jam, type World } from "./world.ts";

const main = fileURLToPath(
  new URL("../../../vending-driver/src/cli/machine/main.ts", import.meta.url),
);
const settings = { ...defaultControllerSettings, pollMs: 20, motorTurnMs: 150, powerUpMs: 200 };

let folder: string;
let line: PluggableLine;
let world: World;
let controller: Controller | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "machine-"));
  line = await openLine(folder, "machine");
  const coil = { capacity: 6, variantId: "knee-sleeve-m-either", lot: "L1" };
  world = fillWorld([
    { slotId: "A01", selection: 11, stock: 2, ...coil },
    { slotId: "A02", selection: 12, stock: 0, ...coil },
  ]);
});

afterEach(async () => {
  controller?.setPower(false);
  controller = undefined;
  await line.unplug();
  rmSync(folder, { recursive: true });
});

function powerUp() {
  const set = (next: World) => {
    world = next;
  };
  const store = { get: () => world, set };
  const onChange = () => {};
  controller = createController({
    line,
    timer: realTimer,
    now: wallClock,
    store,
    settings,
    onChange,
  });
}

test("a dispense ends with one line and exit code 0, and one item fell", async () => {
  powerUp();
  const ended = await machine("--protocol vmc-fafb --set dropSensorTrusted=true dispense 11");
  expect(ended.out.at(-1)).toBe("DISPENSED: a tested sensor saw it.");
  expect(ended.code).toBe(0);
  expect(world.dropped).toHaveLength(1);
});

test("an empty slot is exit code 2, and nothing turned", async () => {
  powerUp();
  const ended = await machine("--protocol vmc-fafb --json dispense 12");
  expect(JSON.parse(ended.out.at(-1) ?? "")).toMatchObject({
    outcome: { kind: "not-dispensed", reason: "slot-empty" },
  });
  expect(ended.code).toBe(2);
  expect(world.lifetimeTurns).toBe(0);
});

test("Ctrl-C while a coil turns says what is known, and is exit code 3", async () => {
  powerUp();
  const ended = await machine("--protocol vmc-fafb dispense 11", "moving");
  expect(ended.out.join("\n")).toContain("the last step was: moving");
  expect(ended.out.at(-1)).toContain("UNCLEAR");
  expect(ended.code).toBe(3);
});

test("after a jam the hardware is asked, and the technician may stop the asking", async () => {
  world = jam(world, "A01");
  powerUp();
  const ended = await machine("--protocol vmc-fafb dispense 11", "asking the hardware");
  expect(ended.out.at(-1)).toContain("UNCLEAR");
  expect(ended.code).toBe(3);
});

test("the audit report is printed with its verdict", async () => {
  const product = { selection: 11, price: 0, productId: "KNEE-M", paid: 0, free: 2 };
  const counters = { serial: "OHB0000001", products: [product], events: [] };
  createAuditSocket({ line, timer: realTimer, counters: () => counters });
  const ended = await machine("--protocol dex --json read");
  expect(JSON.parse(ended.out.join(""))).toMatchObject({
    verdict: { kind: "accepted" },
    audit: { products: [{ selection: "11", free: { number: 2 } }] },
  });
  expect(ended.code).toBe(0);
});

test("a port that is not there says so in one line", async () => {
  await line.unplug();
  const ended = await machine("--protocol vmc-fafb status");
  expect(ended.code).toBe(1);
  expect(ended.trouble).toMatch(/There is no port|Nobody listens/);
});

/** Runs the command; presses Ctrl-C once `interruptAt` was printed. */
function machine(words: string, interruptAt?: string) {
  const child = spawn(process.execPath, [main, line.address, ...words.split(" ")]);
  let out = "";
  let trouble = "";
  let pressed = false;
  child.stdout.on("data", (text: Buffer) => {
    out += text.toString();
    if (interruptAt === undefined || pressed || !out.includes(interruptAt)) return;
    pressed = true;
    child.kill("SIGINT");
  });
  child.stderr.on("data", (text: Buffer) => {
    trouble += text.toString();
  });
  return new Promise<{ code: number | null; out: string[]; trouble: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, out: out.trim().split("\n"), trouble }));
  });
}
