import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, type HubUnderTest, startTestHub } from "../hub-under-test.ts";

let hub: HubUnderTest;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

const arrival = (turnId: string) => ({
  turnId,
  requestId: crypto.randomUUID(),
  reason: "talk",
  needs: [],
  language: "en",
});

test("a whole clinic with the network cable pulled reaches the centre when it is plugged again, once and in order", async () => {
  await eventually(
    "staff who may sign in",
    async () => (await hub.agent.staffLive()).sync.connected,
  );
  await hub.bench.do("network", { plugged: false });
  await eventually(
    "the agent to notice",
    async () => !(await hub.agent.staffLive()).sync.connected,
    60_000,
  );

  await hub.agent.staff("session/open", { place: "Churchill Square" });
  const turnId = await hub.agent.beginTurn();
  for (let person = 0; person < 8; person += 1) {
    expect((await hub.agent.visitor("visits", arrival(turnId))).status).toBe(201);
  }
  for (let person = 0; person < 5; person += 1) {
    await hub.agent.staff("visits/call-next");
    const [called] = (await hub.agent.staffLive()).called;
    const end = person === 4 ? "did-not-wait" : "seen";
    await hub.agent.staff(
      `visits/${called?.visitId}/${end}`,
      person === 4 ? { reason: "left" } : {},
    );
  }
  const press = await hub.agent.visitor("callbacks", {
    turnId,
    requestId: crypto.randomUUID(),
    language: "en",
  });
  expect(press.body.connected).toBe(false);
  await hub.agent.visitor(`callbacks/${press.body.callbackId}/ask`, {
    turnId,
    reach: { kind: "phone", number: "07700 900123", leaveMessage: false },
  });
  await hub.agent.staff("session/close");

  const before = await hub.console.live();
  expect(before.callbacks).toHaveLength(0);
  expect(before.sites.every((site) => site.waiting === 0 && site.seenToday === 0)).toBe(true);

  await hub.bench.do("network", { plugged: true });
  const site = await eventually("the session at the centre", async () => {
    const { sites } = await hub.console.live();
    return sites.find(({ seenToday }) => seenToday === 4);
  });
  expect(site).toMatchObject({
    waiting: 3,
    called: 0,
    seenToday: 4,
    didNotWaitToday: 1,
    session: null,
  });
  const { callbacks } = await hub.console.live();
  expect(callbacks).toHaveLength(1);
  expect(callbacks[0]).toMatchObject({
    state: "asked",
    phone: "+447700900123",
    pressedAt: press.body.pressedAt,
    dueAt: press.body.dueAt,
  });
  expect(Date.parse(callbacks[0]?.receivedAt ?? "")).toBeGreaterThan(
    Date.parse(press.body.pressedAt),
  );
  await eventually("an empty outbox", async () => (await hub.agent.staffLive()).sync.waiting === 0);
});

test("what the device no longer needs to know, it no longer holds", async () => {
  await eventually("an empty outbox", async () => (await hub.agent.staffLive()).sync.waiting === 0);
  const { readdirSync, readFileSync } = await import("node:fs");
  const folder = `${hub.dataDir}/edge`;
  await eventually("no byte of the number in any file, while the agent runs", async () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .every((file) => !readFileSync(`${file.parentPath}/${file.name}`).includes("7700900123")),
  );
  const log = readFileSync(`${hub.dataDir}/logs/edge-agent.log`, "utf8");
  expect(log).not.toContain("7700900123");
});
