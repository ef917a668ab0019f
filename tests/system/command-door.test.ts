import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { CommandsNow } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { startTestHub } from "../hub-under-test.ts";

const planFile = join(import.meta.dirname, "../../launch/demo/locker.plan.json");

test("two people at the console open one door of a real box, by a key that a third process holds", async () => {
  const hub = await startTestHub({ planFile });
  const { password, colleague } = hub.signIn;
  const slots = async () => (await hub.console.live()).stock.filter(({ stock }) => stock > 0);
  await expect.poll(slots, { timeout: 30_000 }).not.toEqual([]);
  const [door] = await slots();
  if (!door) throw new Error("the console knows no slot");
  const { deviceId, machineId, slotId } = door;
  const wish = {
    ...{ commandId: randomUUID(), deviceId, action: { type: "open-slot", machineId, slotId } },
    reason: "A person stands before a shut door",
  };
  const alone = await hub.console.do("commands", { ...wish, approval: { password } });
  expect(alone).toMatchObject({ status: 403, body: { code: "second-person-needed" } });
  const second = { name: colleague?.name ?? "", password: colleague?.password ?? "" };
  const both = await hub.console.do("commands", { ...wish, approval: { password, second } });
  expect(both.status).toBe(204);

  const now = async () => CommandsNow.parse(await hub.console.get("commands"));
  await expect
    .poll(async () => (await now()).commands[0]?.state, { timeout: 30_000, interval: 500 })
    .toBe("done");
  expect((await now()).alerts).toEqual([]);
  expect((await hub.agent.staffLive()).fromAfar).toMatchObject({ slotId });
  expect((await hub.agent.visitorLive()).openedFromAfar).toBe(slotId);
  await hub.close();
});
