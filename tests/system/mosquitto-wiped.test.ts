import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, type HubUnderTest, startTestHub } from "../hub-under-test.ts";
import { type Mosquitto, startMosquitto } from "../mosquitto.ts";

let hub: HubUnderTest;
let broker: Mosquitto;
beforeAll(async () => {
  broker = await startMosquitto();
  hub = await startTestHub({ brokerUrl: broker.url });
});
afterAll(async () => {
  await hub.close();
  broker.stop();
});

test("Mosquitto killed with its data wiped loses nothing and repeats nothing", async () => {
  await eventually(
    "staff who may sign in",
    async () => (await hub.agent.staffLive()).sync.connected,
  );
  const turnId = await hub.agent.beginTurn();
  let checkedIn = 0;
  for (let round = 0; round < 4; round += 1) {
    for (let person = 0; person < 25; person += 1) {
      const arrival = {
        turnId,
        requestId: crypto.randomUUID(),
        reason: "talk",
        needs: [],
        language: "en",
      };
      expect((await hub.agent.visitor("visits", arrival)).status).toBe(201);
      checkedIn += 1;
      if (person === 12) await broker.killAndWipe();
    }
    await broker.startAgain();
  }
  const site = await eventually(
    "every visit at the centre",
    async () => {
      const { sites } = await hub.console.live();
      return sites.find(({ waiting }) => waiting === checkedIn);
    },
    90_000,
  );
  expect(site.waiting).toBe(100);
  await eventually("an empty outbox", async () => (await hub.agent.staffLive()).sync.waiting === 0);
});
