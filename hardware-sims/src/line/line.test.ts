import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLink, type SerialLink } from "@drop-in/vending-driver";
import { afterAll, expect, test } from "vitest";
import { realTimer } from "../adapters/real-time.ts";
import type { PluggableLine } from "./line.ts";
import { createPtyLine, loadPty } from "./pty-line.ts";
import { createTcpLine } from "./tcp-line.ts";

const folder = mkdtempSync(join(tmpdir(), "lines-"));
const openPair = await loadPty();
const kinds: [string, () => Promise<PluggableLine>][] = [["tcp", createTcpLine]];
if (openPair) kinds.push(["pty", async () => createPtyLine(openPair, folder, "wire")]);

afterAll(() => rmSync(folder, { recursive: true }));

test("this machine can make pseudo-terminals, or says why the other tests use TCP", () => {
  if (openPair === undefined)
    process.stderr.write("node-pty is not built here: lines are tested over TCP only\n");
  expect(kinds.length).toBeGreaterThan(0);
});

test.each(kinds)("over %s every byte passes unchanged, both ways", async (_kind, create) => {
  const { line, link } = await connected(create);
  const every = Uint8Array.from({ length: 256 }, (_, value) => value);
  const heardByHost = collect(256, (listener) => link.onBytes(listener));
  line.write(every);
  expect(await heardByHost).toEqual([...every]);
  const heardByDevice = collect(256, (listener) => line.onBytes(listener));
  await link.write(every);
  expect(await heardByDevice).toEqual([...every]);
  await finish(line, link);
});

test.each(kinds)(
  "over %s a pulled plug closes the link, writes are refused, nothing is kept, and a new plug opens it",
  async (_kind, create) => {
    const { line, link } = await connected(create);
    const heard: number[] = [];
    line.onBytes((bytes) => heard.push(...bytes));
    const closed = becomes(link, "closed");
    await line.unplug();
    await closed;
    await expect(link.write(Uint8Array.of(1, 2, 3))).rejects.toThrow();
    const open = becomes(link, "open");
    await line.plugIn();
    await open;
    const next = collect(1, (listener) => line.onBytes(listener));
    await link.write(Uint8Array.of(9));
    await next;
    expect(heard).toEqual([9]);
    await finish(line, link);
  },
);

test.each(kinds)("over %s a pulled plug is noticed within a second", async (_kind, create) => {
  const { line, link } = await connected(create);
  const from = performance.now();
  const closed = becomes(link, "closed");
  await line.unplug();
  await closed;
  expect(performance.now() - from).toBeLessThan(1_000);
  await link.close();
});

test.runIf(openPair)(
  "a port has one user: a second one stays shut, until the first lets go",
  async () => {
    const { line, link } = await connected(async () => {
      if (!openPair) throw new Error("no pseudo-terminals");
      return createPtyLine(openPair, folder, "one-user");
    });
    const second = openLink(line.address, { baudRate: 57_600, timer: realTimer });
    const heard = collect(1, (listener) => line.onBytes(listener));
    await link.write(Uint8Array.of(1));
    expect(await heard).toEqual([1]);
    expect(second.state()).toBe("closed");
    await expect(second.write(Uint8Array.of(2))).rejects.toThrow("closed");
    const open = becomes(second, "open");
    await link.close();
    await open;
    await finish(line, second);
  },
);

test.each(kinds)("over %s a device may talk for hours to nobody", async (_kind, create) => {
  const line = await create();
  await line.plugIn();
  for (let polls = 0; polls < 20_000; polls += 1) line.write(new Uint8Array(5));
  await line.unplug();
});

async function connected(create: () => Promise<PluggableLine>) {
  const line = await create();
  await line.plugIn();
  const link = openLink(line.address, { baudRate: 57_600, timer: realTimer });
  await becomes(link, "open");
  return { line, link };
}

async function finish(line: PluggableLine, link: SerialLink): Promise<void> {
  await link.close();
  await line.unplug();
}

function becomes(link: SerialLink, wanted: "open" | "closed"): Promise<void> {
  if (link.state() === wanted) return Promise.resolve();
  return new Promise((resolve) => link.onState((state) => state === wanted && resolve()));
}

function collect(
  count: number,
  listen: (listener: (bytes: Uint8Array) => void) => void,
): Promise<number[]> {
  const heard: number[] = [];
  return new Promise((resolve) =>
    listen((bytes) => {
      heard.push(...bytes);
      if (heard.length >= count) resolve(heard);
    }),
  );
}
