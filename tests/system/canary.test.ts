import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../hub-under-test.ts";
import { copyDevice } from "./device-copy.ts";
import { filesIn, lookFor, type Place, phoneWritings, processPlaces } from "./planted-words.ts";
import { startWatchedSite, type WatchedSite } from "./watched-site.ts";

const typed = "07700 900461";
const stored = "+447700900461";
const name = "Wilhelmina Quarrington-Voss";
const phone = lookFor(phoneWritings(typed));
const both = lookFor([...phoneWritings(typed), name, "Quarrington"]);

let site: WatchedSite;
beforeAll(async () => {
  site = await startWatchedSite();
});
afterAll(() => site?.close());

/** What others than the two ends can see: the lines, the broker, the logs, the list of programs, the open pages. */
async function outside(): Promise<Place[]> {
  return [
    { where: "between device and broker", bytes: site.deviceWire.seen() },
    { where: "between broker and centre", bytes: site.centreWire.seen() },
    { where: "what the broker said", bytes: Buffer.from(site.mosquitto.said()) },
    ...filesIn(site.mosquitto.folder),
    ...filesIn(join(site.folder, "logs")),
    ...processPlaces(site.pids()),
    ...(await openPages(site.urls.centre)),
  ];
}

/** Whatever a program answers to somebody who is not signed in. */
async function openPages(url: string): Promise<Place[]> {
  const paths = [
    "",
    "metrics",
    "health",
    "api/visitor/live",
    "api/display/live",
    "api/console/live",
  ];
  return Promise.all(
    paths.map(async (path) => {
      const { body, status } = await fetch(`${url}${path}`);
      const first = await body?.getReader().read();
      const bytes = Buffer.concat([Buffer.from(`${status} `), first?.value ?? Buffer.of()]);
      return { where: `${url}${path}`, bytes };
    }),
  );
}

/** What was searched was there to be searched. */
function tell(places: readonly Place[]): void {
  const named = (end: string) => places.find(({ where }) => where.endsWith(end))?.bytes.length ?? 0;
  const parts = [
    "device and broker",
    "broker and centre",
    "mosquitto.db",
    "agent.log",
    "centre.log",
  ];
  const sizes = parts.map((part) => [part, named(part)] as const);
  for (const [part, bytes] of sizes)
    expect(bytes, part).toBeGreaterThan(part === "mosquitto.db" ? 40 : 400);
  const all = places.reduce((sum, { bytes }) => sum + bytes.length, 0);
  process.stdout.write(
    `searched ${places.length} places, ${all} bytes, for ${both.ways} writings: ${JSON.stringify(Object.fromEntries(sizes))}\n`,
  );
}

const outbox = async () => (await site.agent.staffLive()).sync;

async function askToBeCalled(): Promise<string> {
  const turnId = await site.agent.beginTurn();
  const requestId = crypto.randomUUID();
  const pressed = await site.agent.visitor("callbacks", { turnId, requestId, language: "en" });
  const { callbackId } = pressed.body;
  const reach = { kind: "phone", number: typed, leaveMessage: true };
  const asked = await site.agent.visitor(`callbacks/${callbackId}/ask`, { turnId, reach });
  expect(asked.status).toBe(200);
  await site.agent.visitor("help", { turnId, requestId: crypto.randomUUID(), screen: "call-back" });
  return callbackId;
}

test("a planted phone number and a planted name are found by nobody but the adviser at the console", async () => {
  await eventually("the box reaches its centre", async () => (await outbox()).connected);
  site.deviceWire.shut();
  await eventually("the box is alone", async () => !(await outbox()).connected);
  expect((await site.agent.staff("session/open", { place: `Hall, ask for ${name}` })).status).toBe(
    204,
  );
  const callbackId = await askToBeCalled();

  const waiting = copyDevice(site.edgeDir);
  expect((await outbox()).waiting).toBeGreaterThan(0);
  expect(both.in(waiting.locked()), "the disk of a box with a full outbox").toEqual([]);
  const opened = waiting.unlocked();
  expect(phone.in(opened), "the same, and its key").toEqual([]);
  // The reader reads: what the box may know is found.
  expect(lookFor([callbackId, name]).in(opened).length).toBeGreaterThan(1);
  waiting.remove();

  site.deviceWire.open();
  const row = await eventually("the call-back at the console, with its number", async () =>
    (await site.console.live()).callbacks.find((one) => one.callbackId === callbackId && one.phone),
  );
  expect(row.phone).toBe(stored);
  const recall = {
    requestId: crypto.randomUUID(),
    lots: ["L-1"],
    variantIds: ["knee-sleeve-m-either"],
    reason: `Asked by ${name}`,
  };
  expect((await site.console.do("recalls", recall)).status).toBe(200);
  await eventually("an empty outbox", async () => (await outbox()).waiting === 0);
  expect(
    lookFor([site.box.deviceId]).in([{ where: "wire", bytes: site.deviceWire.seen() }]),
  ).not.toEqual([]);
  const searched = await outside();
  expect(both.in(searched), "everything outside the two ends").toEqual([]);
  tell(searched);
  // Where the team sits is for everybody to read at the hub; a number is not.
  expect(phone.in(await openPages(site.urls.agent)), "the screens of the hub").toEqual([]);

  const { rows } = await query("select sealed from callback where sealed is not null");
  const sealed: string = rows[0]?.sealed;
  expect(sealed.length).toBeGreaterThan(80);
  expect(lookFor([sealed]).in(opened), "was on the box while it waited").not.toEqual([]);
  await site.stopAgent();
  const after = copyDevice(site.edgeDir);
  expect(both.in(after.locked()), "the disk after the ack").toEqual([]);
  const left = after.unlocked();
  expect(phone.in(left), "the disk and its key after the ack").toEqual([]);
  expect(lookFor([sealed]).in(left), "what only the centre could open").toEqual([]);
  after.remove();
  await site.startAgent();

  const { collectionsForStaff } = await site.desk.revoke(site.box.deviceId, `Left with ${name}`);
  expect(collectionsForStaff).toBe(0);
  expect(both.in(await outside()), "after a revocation with a reason").toEqual([]);
  await query("checkpoint");
  expect(phone.in(filesIn(site.postgres.folder)), "the centre's database on disk").toEqual([]);
  expect(phone.in(filesIn(site.dataDir)), "the centre's folder").toEqual([]);
});

test("the search finds what is there, however it is written", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drop-in-beside-"));
  const write = (file: string, text: string | Buffer) => writeFileSync(join(folder, file), text);
  write("clear", `call ${stored} today`);
  write("json", JSON.stringify({ phone: stored }).replace("+", "\\u002b"));
  write("base64", Buffer.from(`{"phone":"${stored}"}`).toString("base64"));
  write("base64url", Buffer.from(`...{"to":"${name}"}`).toString("base64url"));
  write("hex", Buffer.from(`x${name}`).toString("hex"));
  write("wide", Buffer.from(`to ${name}`, "utf16le"));
  write("nothing", "no number and no name");
  const found = new Set(
    both.in(filesIn(folder)).map(({ where }) => where.slice(folder.length + 1)),
  );
  expect([...found].toSorted()).toEqual(["base64", "base64url", "clear", "hex", "json", "wide"]);
});

async function query(text: string) {
  const client = new pg.Client({ connectionString: site.postgres.url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
