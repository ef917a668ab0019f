import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLink, readAudit, readAuditOf, vendsOf } from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import { realTimer } from "../adapters/real-time.ts";
import { openLine } from "../line/open-line.ts";
import type { AuditCounters } from "./audit-report.ts";
import { type AuditFaults, createAuditSocket } from "./audit-socket.ts";

const product = { selection: 11, price: 250, productId: "KNEE-M", paid: 3, free: 4 };
const counters: AuditCounters = {
  serial: "OHB0000001",
  products: [product, { ...product, selection: 12, paid: 0, free: 0 }],
  events: [{ code: "EGS", count: 2, active: false }],
};

test("a report comes through the three parts of the talk, and says what was given out", async () => {
  const { read } = await reading({});
  expect(read).toMatchObject({
    kind: "report",
    report: { verdict: { kind: "accepted", check: "as-printed" }, warnings: [] },
  });
  if (read.kind !== "report") return;
  expect(vendsOf(read.report, 11)).toBe(7);
  expect(vendsOf(read.report, 12)).toBe(0);
  expect(vendsOf(read.report, 13)).toBeNull();
  expect(readAuditOf(read.report).events[0]).toMatchObject({ says: "cabinet door opened" });
});

test.each<[string, Partial<AuditFaults>]>([
  ["sends three bad blocks first", { badBlocks: 3 }],
  ["asks first", { asksFirst: true }],
  ["asks for patience", { wacks: 5 }],
  ["puts its response code last", { responseLast: true }],
])("a machine that %s is read all the same", async (_, faults) => {
  const { read, reads } = await reading(faults);
  expect(read).toMatchObject({ kind: "report", report: { verdict: { kind: "accepted" } } });
  expect(reads).toBe(1);
});

test("a swapped check is accepted and named, a wrong count is only a warning", async () => {
  const swapped = await reading({ report: "swapped-g85" });
  expect(swapped.read).toMatchObject({
    report: { verdict: { kind: "accepted", check: "swapped" } },
  });
  const counted = await reading({ report: "wrong-se" });
  expect(counted.read).toMatchObject({
    report: { verdict: { kind: "accepted" }, warnings: [expect.stringContaining("SE says")] },
  });
});

test("a wrong check and a report cut off prove nothing about any slot", async () => {
  for (const report of ["wrong-g85", "truncated"] as const) {
    const { read } = await reading({ report });
    expect(read.kind).toBe("report");
    if (read.kind === "report") expect(vendsOf(read.report, 11)).toBeNull();
  }
});

test("silence, nothing to send and a line of bad blocks each say why", async () => {
  expect((await reading({ silent: true })).read).toMatchObject({ why: "no-answer" });
  expect((await reading({ nothingToTransfer: true })).read).toMatchObject({
    why: "nothing-to-transfer",
    response: "04",
  });
  expect((await reading({ badBlocks: 99 })).read).toMatchObject({ why: "too-many-errors" });
});

test("the same talk works over a real wire", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dex-"));
  const line = await openLine(folder, "audit");
  createAuditSocket({ line, timer: realTimer, counters: () => counters });
  const link = openLink(line.address, { baudRate: 9_600, timer: realTimer });
  await new Promise<void>((resolve) => link.onState((state) => state === "open" && resolve()));
  const read = await readAudit(link, { timer: realTimer, clock: () => performance.now() });
  await link.close();
  await line.unplug();
  rmSync(folder, { recursive: true });
  expect(read).toMatchObject({ kind: "report", report: { verdict: { kind: "accepted" } } });
});

/** One reading in time that only moves when everybody has said what they had to say. */
async function reading(faults: Partial<AuditFaults>) {
  let now = 0;
  const due = new Set<{ at: number; fn: () => void }>();
  const timer = (ms: number, fn: () => void) => {
    const entry = { at: now + ms, fn };
    due.add(entry);
    return () => due.delete(entry);
  };
  const toMachine: ((bytes: Uint8Array) => void)[] = [];
  const toHost = new Set<(bytes: Uint8Array) => void>();
  const line = {
    onBytes: (listener: (bytes: Uint8Array) => void) => void toMachine.push(listener),
    // One byte at a time, as a slow line gives them.
    write: (bytes: Uint8Array) => {
      for (const byte of bytes) for (const listener of toHost) listener(Uint8Array.of(byte));
    },
  };
  const socket = createAuditSocket({ line, timer, counters: () => counters, faults });
  const link = {
    state: () => "open" as const,
    write: async (bytes: Uint8Array) => {
      for (const listener of toMachine) listener(bytes);
    },
    onBytes(listener: (bytes: Uint8Array) => void) {
      toHost.add(listener);
      return () => toHost.delete(listener);
    },
    onState: () => () => {},
    close: async () => {},
  };
  let over = false;
  const read = readAudit(link, { timer, clock: () => now });
  void read.then(() => {
    over = true;
  });
  while (!over) {
    await new Promise((resolve) => setImmediate(resolve));
    const [next] = [...due].sort((a, b) => a.at - b.at);
    if (over || next === undefined) continue;
    due.delete(next);
    now = next.at;
    next.fn();
  }
  return { read: await read, reads: socket.reads() };
}
