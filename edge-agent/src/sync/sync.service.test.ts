import { expect, test } from "vitest";
import { epoch, otherEpoch, plugIn, serverTime, staffItem } from "./sync.fixture.ts";

test("the device asks first, sends care before telemetry, and forgets only what is acked", async () => {
  const device = plugIn({ care: 700, telemetry: 3 });
  await device.connect();
  expect(device.heard()).toEqual(["hello"]);
  expect(device.sync.connected()).toBe(false);
  await device.welcome();
  expect(device.sync.connected()).toBe(true);
  expect(device.heard()).toEqual(["care 1+500", "care 501+200", "telemetry 1+3"]);
  expect(device.rows.care).toHaveLength(700);
  await device.ack(500);
  expect(device.rows.care).toHaveLength(700); // let go in strides: each is a commit
  await device.ack(700);
  expect(device.rows.care).toEqual([]);
  expect(device.rows.telemetry).toHaveLength(3);
});

test("an ack for another database of this device is not for us", async () => {
  const device = plugIn({ care: 10 });
  await device.connect();
  await device.welcome();
  await device.ack(10, otherEpoch);
  expect(device.rows.care).toHaveLength(10);
});

test("a lost ack: the device asks where it is, and sends only what the centre has not", async () => {
  const device = plugIn({ care: 900 });
  await device.connect();
  await device.welcome();
  device.heard();
  await device.pass(1_000);
  expect(device.heard()).toEqual(["hello"]);
  expect(device.rows.care).toHaveLength(900);
  await device.welcome(500);
  expect(device.heard()).toEqual(["care 501+400"]);
  expect(device.rows.care).toHaveLength(400);
});

test("while the centre is silent the device asks ever more rarely and sends no event", async () => {
  const device = plugIn({ care: 5 });
  await device.connect();
  for (let second = 0; second < 60; second += 1) await device.pass(1_000);
  const heard = device.heard();
  expect(new Set(heard)).toEqual(new Set(["hello"]));
  expect(heard.length).toBeLessThanOrEqual(8);
  expect(device.sync.connected()).toBe(false);
});

test("a centre silent for three periods is no longer called connected", async () => {
  const device = plugIn();
  const changes: boolean[] = [];
  device.sync.onChange(() => changes.push(device.sync.connected()));
  await device.connect();
  await device.welcome();
  for (let second = 0; second < 46; second += 1) await device.pass(1_000);
  expect(device.sync.connected()).toBe(false);
  await device.welcome();
  await device.connect(false);
  expect(changes).toEqual([true, false, true, false]);
});

test("feed items are applied once and acked; a gap is asked about, not skipped", async () => {
  const device = plugIn();
  await device.connect();
  await device.welcome();
  device.heard();
  await device.tell({ kind: "feed", items: [staffItem(1), staffItem(2)] });
  await device.tell({ kind: "feed", items: [staffItem(2), staffItem(3)] });
  expect(device.applied.map(({ number }) => number)).toEqual([1, 2, 3]);
  expect(device.heard()).toEqual(["feed-ack", "feed-ack"]);
  await device.tell({ kind: "feed", items: [staffItem(5)] });
  expect(device.applied).toHaveLength(3);
  expect(device.heard()).toEqual(["hello"]);
});

test("a device whose database is older than what the centre saw of it does not send", async () => {
  const device = plugIn({ care: 5 });
  await device.connect();
  device.heard();
  await device.welcome(9);
  expect(device.heard()).toEqual([]);
  expect(device.rows.care).toHaveLength(5);
  expect(device.logged).toContain("sync.device-went-back");
});

test("the condition is said at once on connecting, soon after a change, and every period", async () => {
  const device = plugIn();
  await device.connect();
  expect(device.statuses).toMatchObject([{ online: true, connection: 7, printer: "ready" }]);
  for (let times = 0; times < 20; times += 1) device.sync.nudge();
  await device.pass(500);
  expect(device.statuses).toHaveLength(1);
  device.report.printer = "paper-out";
  device.sync.nudge();
  await device.pass(0);
  await device.pass(500);
  expect(device.statuses).toMatchObject([{ printer: "ready" }, { printer: "paper-out" }]);
  await device.pass(15_000);
  expect(device.statuses).toHaveLength(3);
});

test("a send that never returns holds up nothing once the line stands again", async () => {
  const device = plugIn({ care: 1_200 });
  await device.connect();
  device.stick(true);
  await device.welcome();
  expect(device.heard()).toEqual(["hello", "care 1+500"]);
  await device.pass(1_000);
  expect(device.heard()).toEqual(["hello"]);
  device.stick(false);
  await device.connect(false);
  await device.connect();
  await device.welcome();
  expect(device.heard()).toEqual(["hello", "care 1+500", "care 501+500", "care 1001+200"]);
});

test("what is urgent goes first, and overtakes a backlog that fills the window", async () => {
  const device = plugIn({ care: 150_000 });
  await device.connect();
  await device.welcome();
  const sent = Number(/\d+\+\d+$/.exec(device.heard().at(-1) ?? "")?.[0].split("+")[0]);
  expect(sent).toBeLessThan(149_000); // the window is full, and much is left
  device.urgent(3);
  device.sync.nudge();
  await device.pass(0);
  expect(device.heard()).toEqual(["urgent 1+3"]);
});

test("a centre that is minutes behind is heard all the same, once, and at the time of its answer", async () => {
  const device = plugIn({ care: 3 });
  await device.connect();
  for (let second = 0; second < 100; second += 1) await device.pass(1_000);
  const hellos = device.heard().length;
  expect(hellos).toBeGreaterThan(3);
  await device.welcome(0, 0, 2);
  expect(device.heard()).toEqual(["care 1+3"]);
  expect(device.told).toEqual([{ serverTime, askedAtMs: 1_000 }]);
  for (let hello = 1; hello <= hellos; hello += 1) await device.welcome(0, 0, hello);
  expect(device.heard()).toEqual([]);
  expect(device.told).toHaveLength(1);
});

test("an answer to a question of an earlier connection says nothing", async () => {
  const device = plugIn({ care: 3 });
  await device.connect();
  await device.connect(false);
  await device.connect();
  device.heard();
  await device.welcome(0, 0, 1);
  expect(device.heard()).toEqual([]);
  await device.welcome(0, 0, 2);
  expect(device.heard()).toEqual(["care 1+3"]);
});

test("only an answer to a question of ours tells the time", async () => {
  const device = plugIn();
  await device.connect();
  await device.pass(40);
  await device.welcome();
  expect(device.told).toEqual([{ serverTime, askedAtMs: 0 }]);
  await device.tell({
    kind: "welcome",
    epoch,
    nonce: "f".repeat(16),
    cursors: [],
    serverTime: "1999-01-01T00:00:00.000Z",
    codecs: [0],
  });
  expect(device.told).toHaveLength(1);
});

test("what a broker kept for us is an old word, and is dropped", async () => {
  const device = plugIn();
  await device.connect();
  await device.tell({ kind: "feed", items: [staffItem(1)] }, true);
  expect(device.applied).toEqual([]);
});

test("one event the centre never takes is set aside in the end, and those behind it go on", async () => {
  const device = plugIn({ care: 40 });
  await device.connect();
  await device.welcome();
  const sizes: string[] = [];
  for (let tries = 0; tries < 40 && device.aside.length === 0; tries += 1) {
    sizes.push(...device.heard().filter((said) => said.startsWith("care")));
    for (let second = 0; second < 60; second += 1) await device.pass(1_000);
    await device.welcome(); // the centre answers, but never acks
  }
  expect(sizes).toContain("care 1+1");
  expect(device.aside).toEqual(["care 1"]);
});

test("a snapshot is handed on whole, and its number acked", async () => {
  const device = plugIn();
  await device.connect();
  await device.welcome();
  device.heard();
  await device.tell({ kind: "snapshot", through: 12, part: 1, parts: 1, items: [] });
  expect(device.applied).toEqual([{ number: 12, item: {} }]);
  expect(device.heard()).toEqual(["feed-ack"]);
});
