import {
  COMMAND_CONTEXT,
  Command,
  type CommandAction,
  CommandId,
  CommandsNow,
  DeviceId,
  type HubFact,
  MachineId,
  SlotId,
  VariantId,
  type WishCommand,
} from "@drop-in/contracts";
import { createServer, verifierOf } from "@drop-in/foundation";
import { describe, expect, test } from "vitest";
import { systemChance } from "../../sync-server/src/adapters/chance.ts";
import {
  commandKey,
  makeDevice,
  type OpenDatabase,
  plugInCentre,
  quiet,
} from "../../sync-server/src/centre.test-rig.ts";
import { httpStatusOf } from "../../sync-server/src/centre-error.ts";

const deviceId = DeviceId.parse("bus-2");
const machineId = MachineId.parse("bus-locker");
const slot = (text: string) => ({ machineId, slotId: SlotId.parse(text) });
const openFull: CommandAction = { type: "open-slot", ...slot("A01") };
const openEmpty: CommandAction = { type: "open-slot", ...slot("A02") };
const newCommandId = () => CommandId.parse(systemChance.newId());
const challenge = "0123456789abcdef".repeat(2);
const lead = { name: "Sam", role: "session-lead", password: "a long enough one", pin: "246813" };
const keeper = { name: "Kim", role: "stock-keeper", password: "another long one", pin: "135792" };
const first = { ...lead, colleague: keeper } as Parameters<
  Awaited<ReturnType<typeof plugInCentre>>["centre"]["prepare"]
>[0];
const approval = {
  password: lead.password,
  second: { name: keeper.name, password: keeper.password },
};

/** A centre that knows one device with a full door and an empty one, and two people who may command it. */
async function openCentre(open: OpenDatabase) {
  const rig = await plugInCentre(open);
  await rig.centre.prepare(first);
  const app = await createServer({ log: quiet, host: "127.0.0.1", statusOf: httpStatusOf });
  await rig.centre.serve(app);
  const device = makeDevice();
  let seq = 0;
  const tell = (...facts: HubFact[]) => {
    const firstSeq = seq + 1;
    seq += facts.length;
    return rig.say(
      device.batch(
        firstSeq,
        facts.map((fact) => device.row(fact)),
        "urgent",
      ),
    );
  };
  const load = (text: string, count: number): HubFact => ({
    type: "stock.loaded.v1",
    payload: {
      ...slot(text),
      ...{ variantId: VariantId.parse("knee-sleeve-m-either"), lot: "L1" },
      ...{ count, capacity: 1, par: 1 },
    },
  });
  await rig.say(device.hello());
  await tell(load("A01", 1), load("A02", 0));
  rig.heard();

  const headers = { host: "127.0.0.1:8090", "x-drop-in": "1" };
  const url = "/api/console";
  const { name, password } = lead;
  const signIn = await app.inject({
    ...{ method: "POST", url: `${url}/sign-in`, payload: { name, password }, headers },
  });
  const cookie = String(signIn.headers["set-cookie"] ?? "").split(";")[0] ?? "";
  const wish = async (more: Partial<WishCommand> = {}) => {
    const payload = {
      ...{ commandId: newCommandId(), deviceId, action: openFull, approval },
      ...{ reason: "A person stands before a shut door", ...more },
    };
    const answer = await app.inject({
      ...{ method: "POST", url: `${url}/commands`, payload, headers: { ...headers, cookie } },
    });
    await rig.centre.settled();
    return { commandId: payload.commandId, status: answer.statusCode, answer };
  };
  const now = async () => {
    const answer = await app.inject({ url: `${url}/commands`, headers: { ...headers, cookie } });
    return CommandsNow.parse(answer.json());
  };
  const answer = (commandId: CommandId, from = deviceId) =>
    rig.say({ kind: "challenge", commandId, challenge }, from);
  const signedOnes = () =>
    rig.heard().flatMap((frame) => (frame.kind === "command" ? [frame.command] : []));
  return { ...rig, tell, wish, now, answer, signedOnes };
}

const accepted = (commandId: CommandId, counter: number, action = openFull): HubFact => ({
  type: "command.accepted.v1",
  payload: { commandId, action, counter },
});
const done = (commandId: CommandId): HubFact => ({
  type: "command.done.v1",
  payload: { commandId, outcome: "done" },
});

/** What every engine makes of wishes. Passwords are slow on purpose, so each test does much. */
export function commandsConformance(engine: string, open: OpenDatabase): void {
  describe(`commands, ${engine}`, () => {
    test("from the wish of two people to an open door, and the record agrees with the device", async () => {
      const centre = await openCentre(open);
      const { commandId, status } = await centre.wish();
      expect(status).toBe(204);
      expect(centre.heard()).toEqual([{ kind: "command-wish", commandId }]);
      await centre.answer(commandId, DeviceId.parse("bus-3")); // another device cannot answer for it
      expect(centre.signedOnes()).toEqual([]);
      await centre.answer(commandId);
      await centre.answer(commandId); // and it is signed once
      const [one, ...more] = centre.signedOnes();
      expect(more).toEqual([]);
      const text = one?.text ?? "";
      const signature = Buffer.from(one?.signature ?? "", "base64url");
      const { verify } = verifierOf(commandKey.publicKey);
      expect(verify(Buffer.from(COMMAND_CONTEXT + text), signature)).toBe(true);
      const command = Command.parse(JSON.parse(text));
      expect(command).toMatchObject({ commandId, deviceId, action: openFull, challenge });
      expect(command.secondActor).toBeDefined();
      await centre.tell(accepted(commandId, command.counter), done(commandId));
      const { commands, alerts } = await centre.now();
      expect(commands).toMatchObject([
        { commandId, state: "done", actor: "Sam", secondActor: "Kim", why: null },
      ]);
      expect(alerts).toEqual([]);

      centre.heard();
      // The same wish again is the same wish: nothing more is sent.
      expect((await centre.wish({ commandId })).status).toBe(204);
      expect(centre.heard()).toEqual([]);

      // What nobody wished, and what was done twice, wants a person.
      const strange = newCommandId();
      await centre.tell(accepted(strange, 999), done(commandId));
      expect((await centre.now()).alerts.map(({ kind }) => kind).sort()).toEqual([
        "done-twice",
        "nobody-wished-it",
      ]);
      await centre.close();
    }, 60_000);

    test("a door with something behind it takes two different people, who both know their passwords", async () => {
      const centre = await openCentre(open);
      const alone = { password: lead.password };
      const codeOf = async (more: Partial<WishCommand>) => {
        const { answer, status } = await centre.wish(more);
        return status === 204 ? "taken" : answer.json().code;
      };
      expect(await codeOf({ approval: alone })).toBe("second-person-needed");
      const itself = { ...alone, second: { name: "sam", password: lead.password } };
      expect(await codeOf({ approval: itself })).toBe("same-person");
      const wrong = { ...alone, second: { name: "Kim", password: "guessed" } };
      expect(await codeOf({ approval: wrong })).toBe("wrong-password");
      expect(await codeOf({ approval: { password: "guessed" } })).toBe("wrong-password");
      const unknown: CommandAction = { type: "open-slot", ...slot("H09") };
      expect(await codeOf({ approval: alone, action: unknown })).toBe("second-person-needed");
      expect(await codeOf({ deviceId: DeviceId.parse("nobody") })).toBe("not-found");
      expect(centre.heard()).toEqual([]);
      expect(await codeOf({ approval: alone, action: openEmpty })).toBe("taken");
      expect(await codeOf({ approval: alone, action: { type: "restart" } })).toBe("taken");
      await centre.close();
    }, 60_000);

    test("a wish that is not answered is said again, and is over after two minutes", async () => {
      const centre = await openCentre(open);
      const { commandId } = await centre.wish();
      centre.heard();
      await centre.pass(5_000);
      await expect.poll(() => centre.heard()).toEqual([{ kind: "command-wish", commandId }]);
      await centre.pass(115_000);
      await centre.answer(commandId);
      expect(centre.signedOnes()).toEqual([]);
      await expect.poll(async () => (await centre.now()).commands[0]?.state).toBe("expired");
      await centre.close();
    }, 60_000);

    test("counters of a device only grow, and a record that was restored does not fall behind", async () => {
      const centre = await openCentre(open);
      const counters: number[] = [];
      for (const restored of [false, false, true]) {
        if (restored) await centre.database.run("delete from command_counter");
        await centre.pass(1_000);
        const { commandId } = await centre.wish();
        await centre.answer(commandId);
        const [one] = centre.signedOnes();
        counters.push(Command.parse(JSON.parse(one?.text ?? "")).counter);
        const payload = { commandId, why: "too-soon" } as const;
        await centre.tell({ type: "command.refused.v1", payload });
      }
      expect(counters).toEqual([...new Set(counters)].toSorted((a, b) => a - b));
      expect((await centre.now()).commands[0]).toMatchObject({ state: "refused", why: "too-soon" });
      await centre.close();
    }, 60_000);
  });
}
