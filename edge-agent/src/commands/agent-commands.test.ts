import { DeviceId, type DownFrame, SlotId, topics, type UpFrame } from "@drop-in/contracts";
import { packDown, readUp } from "@drop-in/contracts/wire";
import { verifierOf } from "@drop-in/foundation";
import { expect, test } from "vitest";
import { collect, eventTypes } from "../acts.fixture.ts";
import { boot, firstFeed, lockerPlan, newWorld, type World } from "../agent.fixture.ts";
import { commandKey, idOf, signed, textOf } from "./commands.fixture.ts";

const deviceId = DeviceId.parse("edge-1");
const openA03 = {
  type: "open-slot",
  machineId: lockerPlan.machineId,
  slotId: SlotId.parse("A03"),
} as const;

/** A whole agent on a line we hold the other end of. */
async function onTheLine(world: World = newWorld()) {
  const said: UpFrame[] = [];
  let hear: (topic: string, bytes: Uint8Array, retained: boolean) => void = () => {};
  let carried: (connected: boolean) => void = () => {};
  world.plan = lockerPlan;
  world.fromAfar = {
    verifiers: () => new Map([[commandKey.keyId, verifierOf(commandKey.publicKey)]]),
    restart: undefined,
  };
  world.around.transport = {
    async publish(_topic, bytes) {
      const read = readUp(bytes);
      if (read.kind === "frame") said.push(read.frame);
    },
    subscribe: async () => {},
    onMessage(listener) {
      hear = listener;
    },
    onState(listener) {
      carried = listener;
    },
    connection: () => 1,
    close: async () => {},
  };
  const { agent, app } = await boot(world);
  agent.applyFeed(firstFeed(world));
  const running = agent.run();
  carried(true);
  const settle = () => new Promise(setImmediate);
  await settle();
  const tell = async (frame: DownFrame) => {
    hear(topics.down(deviceId), packDown(frame), false);
    await settle();
  };
  const last = <Kind extends UpFrame["kind"]>(kind: Kind) =>
    said.findLast((frame): frame is Extract<UpFrame, { kind: Kind }> => frame.kind === kind);
  const welcome = async (cursor = 0) => {
    const hello = last("hello");
    if (!hello) throw new Error("it said no hello");
    const cursors = [{ stream: "urgent" as const, cursor }];
    const { epoch, nonce } = hello;
    const serverTime = world.now.toISOString();
    await tell({ kind: "welcome", epoch, nonce, cursors, serverTime, codecs: [0] });
  };
  const wish = async (count: number) => {
    await tell({ kind: "command-wish", commandId: idOf(count) });
    const heard = last("challenge");
    return heard?.commandId === idOf(count) ? heard.challenge : undefined;
  };
  const command = async (count: number, challenge: string) => {
    const about = { commandId: idOf(count), challenge, counter: count, deviceId, action: openA03 };
    await tell({ kind: "command", command: signed(textOf(about)) });
  };
  return { world, app, running, welcome, wish, command };
}

test("from wish to open door: the device gives a challenge, and one door its one pulse", async () => {
  const { world, running, welcome, wish, command } = await onTheLine();
  expect(await wish(1)).toBeUndefined(); // nobody has said yet that this database is the newest
  await welcome();
  const challenge = (await wish(1)) ?? "";
  world.script = [{ kind: "dispensed", proof: "presumed" }];
  await command(1, challenge);
  await command(1, challenge);
  expect(world.turned).toEqual([3]);
  expect(eventTypes(world).slice(-3)).toEqual([
    "command.accepted.v1",
    "command.done.v1",
    "command.refused.v1",
  ]);
  await running.close();
});

test("in the middle of a vend no other door moves", async () => {
  const { world, app, running, welcome, wish, command } = await onTheLine();
  await welcome();
  await collect(app);
  const before = [...world.turned];
  await command(1, (await wish(1)) ?? "");
  expect(world.turned).toEqual(before);
  expect(eventTypes(world).at(-1)).toBe("command.refused.v1");
  await running.close();
});

test("a box whose database is older than what the centre has seen gives no challenge", async () => {
  const { running, welcome, wish } = await onTheLine();
  await welcome(1_000);
  expect(await wish(1)).toBeUndefined();
  await running.close();
});
