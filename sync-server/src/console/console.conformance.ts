import { generateKeyPairSync, sign, verify } from "node:crypto";
import {
  AttemptId,
  CallbackId,
  type CollectionId,
  ConsoleLive,
  type DownFrame,
  FeedItem,
  IssuedCollection,
  MachineId,
  parseCode,
  readToken,
  SlotId,
  StaffId,
  VariantId,
} from "@drop-in/contracts";
import { createServer, servePages } from "@drop-in/foundation";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { hashForDevice, systemChance } from "../adapters/chance.ts";
import { makeDevice, noon, type OpenDatabase, plugInCentre, quiet } from "../centre.test-rig.ts";
import { httpStatusOf } from "../centre-error.ts";
import type { Database } from "../db/sql.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const key = {
  keyId: 1,
  publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
};
const randomUUID = systemChance.newId;
const newAttempt = () => AttemptId.parse(randomUUID());
const newStaff = () => StaffId.parse(randomUUID());
const machineId = MachineId.parse("bus-machine");
const slotId = SlotId.parse("A01");
const variantId = VariantId.parse("knee-sleeve-m-either");
const whoAmI = ["collection-keys.set", "catalogue.set", "staff.set"];
const Salt = z.object({ salt: z.string() });
const first = {
  name: "Sam",
  role: "adviser",
  password: "a long enough one",
  pin: "246813",
} as const;

async function openConsole(open: OpenDatabase, stock = 2) {
  const rig = await plugInCentre(open, key);
  await rig.centre.prepare(first);
  const app = await createServer({ log: quiet, host: "127.0.0.1", statusOf: httpStatusOf });
  await servePages(app, { uiDir: "/nowhere", pages: { "/": "console" }, log: quiet });
  await rig.centre.serve(app);
  const device = makeDevice();
  await rig.say(device.hello());
  const loaded = { machineId, slotId, variantId, lot: "L1", count: stock, capacity: 8, par: 1 };
  await rig.say(device.batch(1, [device.row({ type: "stock.loaded.v1", payload: loaded })]));
  await rig.say({ kind: "feed-ack", epoch: device.epoch, cursor: 1 });
  rig.heard();

  const headers = { host: "127.0.0.1:8090", "x-drop-in": "1" };
  const post = async (url: string, payload: object = {}, more: Record<string, string> = {}) => {
    const answer = await app.inject({
      method: "POST",
      url: `/api/console${url}`,
      payload,
      headers: { ...headers, ...more },
    });
    await rig.centre.settled();
    return answer;
  };
  const signIn = async (password: string = first.password) => {
    const answer = await post("/sign-in", { name: "Sam", password });
    return { answer, cookie: String(answer.headers["set-cookie"] ?? "").split(";")[0] ?? "" };
  };
  return { ...rig, app, device, post, signIn };
}

const order = (more: object = {}) => ({
  requestId: randomUUID(),
  machineId,
  variantId,
  validHours: 72,
  ...more,
});

/** What a device was told, by whichever frame. */
const told = (frames: DownFrame[]): FeedItem[] =>
  frames.flatMap((frame) => {
    if (frame.kind === "feed") return frame.items.map(({ item }) => FeedItem.parse(item));
    return frame.kind === "snapshot" ? frame.items.map((item) => FeedItem.parse(item)) : [];
  });

async function everything(database: Database): Promise<unknown[]> {
  const tables = ["device", "feed_item", "collection", "staff", "console_session", "published"];
  return Promise.all(tables.map((table) => database.all(`select * from ${table}`)));
}

/** What every engine's console shows and does. */
export function consoleConformance(engine: string, open: OpenDatabase): void {
  describe(`the console, ${engine}`, () => {
    test("the right name and password open the console; the cookie is out of reach of scripts", async () => {
      const { signIn, app } = await openConsole(open);
      const { answer } = await signIn();
      expect(answer.json()).toEqual({ name: "Sam", role: "adviser" });
      expect(answer.headers["set-cookie"]).toMatch(/HttpOnly; SameSite=Strict/);
      expect(answer.headers["cache-control"]).toBe("no-store");
      const page = await app.inject({ method: "GET", url: "/", headers: { host: "localhost" } });
      expect([page.statusCode, page.body]).toEqual([
        503,
        "The screens are not built. Run: npm run build\n",
      ]);
      expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
    });

    test("after five wrong passwords even the right one must wait", async () => {
      const { signIn, pass } = await openConsole(open);
      for (let wrong = 0; wrong < 5; wrong += 1) {
        expect((await signIn("wrong")).answer.statusCode).toBe(401);
      }
      const { answer } = await signIn();
      expect(answer.statusCode).toBe(429);
      expect(answer.json()).toMatchObject({ code: "wait", retryAfterSeconds: 60 });
      await pass(60_000);
      expect((await signIn()).answer.statusCode).toBe(200);
    });

    test("nothing is done for a foreign page, a strange host name, or somebody not signed in", async () => {
      const { post, signIn } = await openConsole(open);
      const { cookie } = await signIn();
      const with_ = (more: Record<string, string>) =>
        post("/collections", order(), { cookie, ...more });
      expect((await with_({ origin: "https://elsewhere.example" })).statusCode).toBe(403);
      expect((await with_({ "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
      expect((await with_({ "x-drop-in": "" })).statusCode).toBe(403);
      expect((await with_({ host: "elsewhere.example" })).statusCode).toBe(403);
      expect((await with_({ cookie: "" })).statusCode).toBe(401);
      expect((await with_({ origin: "http://127.0.0.1:8090" })).statusCode).toBe(200);
    });

    test("an issued code opens with its salt, its QR with the public key, and only the hash travels", async () => {
      const { post, signIn, heard, database } = await openConsole(open);
      const { cookie } = await signIn();
      const answer = await post("/collections", order(), { cookie });
      const { code, qr, collectionId, expiresAt } = IssuedCollection.parse(answer.json());
      expect(expiresAt).toBe("2026-11-26T12:00:00.000Z");
      const parsed = parseCode(code);
      expect(parsed.kind).toBe("code");

      const [item] = told(heard());
      const { salt } = Salt.parse(await database.get("select code_salt as salt from device"));
      const typed = parsed.kind === "code" ? parsed.code : "";
      expect(item).toMatchObject({
        type: "collection.pinned",
        collection: { collectionId, codeHash: await hashForDevice(typed, salt) },
      });
      const read = readToken(qr);
      if (read.kind !== "token") throw new Error("unreadable");
      expect(read.token).toMatchObject({ collectionId, machineId, keyId: 1 });
      expect(verify(null, read.signed, publicKey, read.signature)).toBe(true);
      const kept = JSON.stringify(await everything(database));
      expect(kept).toContain(collectionId);
      expect(kept).not.toContain(typed);
      expect(kept).not.toContain(code);
    });

    test("a repeated request is the same collection, and no more is promised than is there", async () => {
      const { post, signIn, heard } = await openConsole(open, 2);
      const { cookie } = await signIn();
      const one = order();
      const answers = await Promise.all([
        post("/collections", one, { cookie }),
        post("/collections", one, { cookie }),
      ]);
      expect(answers[0]?.json()).toEqual(answers[1]?.json());
      expect((await post("/collections", one, { cookie })).json()).toEqual(answers[0]?.json());
      expect(told(heard())).toHaveLength(1);

      const race = await Promise.all(
        [1, 2, 3].map(() => post("/collections", order(), { cookie })),
      );
      expect(race.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
      const strange = order({ machineId: "no-such" });
      expect((await post("/collections", strange, { cookie })).json()).toMatchObject({
        code: "no-machine",
      });
    });

    test("a collection is followed from issue to dispensed, and the stock is one lower", async () => {
      const { post, signIn, say, device, centre } = await openConsole(open, 2);
      const { cookie } = await signIn();
      const issued = IssuedCollection.parse(
        (await post("/collections", order(), { cookie })).json(),
      );
      const { collectionId } = issued;
      const seen = async () => {
        const { collections, stock } = await centre.live();
        return [collections[0]?.state, stock[0]?.stock, stock[0]?.setAside];
      };
      expect(await seen()).toEqual(["issued", 2, 0]);

      const aside = { collectionId, machineId, slotId };
      await say(device.batch(2, [device.row({ type: "collection.set-aside.v1", payload: aside })]));
      expect(await seen()).toEqual(["on-machine", 2, 1]);

      const payload = { ...aside, attemptId: newAttempt(), variantId };
      await say(device.batch(3, [device.row({ type: "attempt.intended.v1", payload })]));
      expect(await seen()).toEqual(["in-progress", 2, 1]);
      const outcome = { kind: "dispensed", proof: "confirmed" } as const;
      const adjusted = { machineId, slotId, change: -1, reason: "dispensed" } as const;
      const ended = [
        device.row({ type: "attempt.ended.v1", payload: { ...payload, outcome } }),
        device.row({ type: "stock.adjusted.v1", payload: adjusted }),
      ];
      await say(device.batch(4, ended));
      expect(await seen()).toEqual(["dispensed", 1, 0]);
      await say(device.batch(4, ended));
      expect(await seen()).toEqual(["dispensed", 1, 0]);
      const revoke = await post(`/collections/${collectionId}/revoke`, {}, { cookie });
      expect(revoke.json()).toMatchObject({ code: "wrong-state" });
    });

    test("revoking tells the machine; an unclear attempt is shown until somebody has looked", async () => {
      const { post, signIn, say, device, centre, heard } = await openConsole(open, 2);
      const { cookie } = await signIn();
      const issue = async () =>
        IssuedCollection.parse((await post("/collections", order(), { cookie })).json())
          .collectionId;
      const [kept, gone] = [await issue(), await issue()];
      heard();
      await say({ kind: "feed-ack", epoch: device.epoch, cursor: 3 });
      expect((await post(`/collections/${gone}/revoke`, {}, { cookie })).statusCode).toBe(204);
      expect(told(heard())).toEqual([{ type: "collection.revoked", collectionId: gone }]);

      const payload = { attemptId: newAttempt(), collectionId: kept, machineId, slotId, variantId };
      const outcome = { kind: "unclear", last: "moving" } as const;
      await say(
        device.batch(2, [
          device.row({ type: "attempt.intended.v1", payload }),
          device.row({ type: "attempt.ended.v1", payload: { ...payload, outcome } }),
        ]),
      );
      expect((await centre.live()).sites).toMatchObject([{ unresolved: 1 }]);
      const stateOf = async (id: CollectionId) =>
        (await centre.live()).collections.find(({ collectionId }) => collectionId === id)?.state;
      expect([await stateOf(kept), await stateOf(gone)]).toEqual(["needs-staff", "revoked"]);
      const found = {
        resolution: "dispensed",
        reason: "in the tray",
        staffId: newStaff(),
      } as const;
      const resolved = { ...payload, ...found };
      await say(device.batch(4, [device.row({ type: "attempt.resolved.v1", payload: resolved })]));
      expect((await centre.live()).sites).toMatchObject([{ unresolved: 0 }]);
      expect(await stateOf(kept)).toBe("dispensed");
    });

    test("a device that begins anew leaves its open collections to staff, and gets none of them again", async () => {
      const { post, signIn, say, centre, heard } = await openConsole(open, 2);
      const { cookie } = await signIn();
      await post("/collections", order(), { cookie });
      heard();
      await say(makeDevice().hello());
      expect((await centre.live()).collections).toMatchObject([{ state: "needs-staff" }]);
      expect(told(heard()).map(({ type }) => type)).toEqual(whoAmI);
    });

    test("a device that is far behind is told everything at once: what is open for it, and what was taken back", async () => {
      const { post, signIn, say, device, database, heard } = await openConsole(open, 8);
      const { cookie } = await signIn();
      const issue = async () =>
        IssuedCollection.parse((await post("/collections", order(), { cookie })).json())
          .collectionId;
      const [kept, gone] = [await issue(), await issue()];
      await post(`/collections/${gone}/revoke`, {}, { cookie });
      await database.run("update device set feed_last = feed_last + 500");
      heard();
      await say(device.hello(1));
      const frames = heard();
      expect(frames).toMatchObject([{ kind: "welcome" }, { kind: "snapshot", through: 504 }]);
      expect(told(frames).map(({ type }) => type)).toEqual([
        ...whoAmI,
        ...["collection.pinned", "collection.revoked"],
      ]);
      expect(told(frames)).toMatchObject([
        {},
        {},
        {},
        { collection: { collectionId: kept } },
        { collectionId: gone },
      ]);
      await say({ kind: "feed-ack", epoch: device.epoch, cursor: 504 });
      await say(device.hello(504));
      expect(heard()).toMatchObject([{ kind: "welcome" }]);
    });

    test("a call-back is worked on in order, and every step is kept with who and when", async () => {
      const { post, signIn, say, device, centre, database } = await openConsole(open);
      const { cookie } = await signIn();
      const callbackId = CallbackId.parse(randomUUID());
      const ticket = { picture: "boat", colour: "red", number: "C1" } as const;
      const pressed = {
        callbackId,
        ticket,
        language: "en",
        dueAt: "2026-11-24T12:00:00.000Z",
      } as const;
      await say(device.batch(2, [device.row({ type: "callback.pressed.v1", payload: pressed })]));
      const step = (what: string) =>
        post(`/callbacks/${callbackId}/steps`, { step: what }, { cookie });
      expect((await step("cannot-reach")).json()).toMatchObject({ code: "too-few-tries" });
      for (const what of ["triaged", "tried", "tried"])
        expect((await step(what)).statusCode).toBe(204);
      await say(
        device.batch(3, [device.row({ type: "callback.abandoned.v1", payload: { callbackId } })]),
      );
      expect((await centre.live()).callbacks).toMatchObject([{ state: "trying", tries: 2 }]);
      expect((await step("spoke")).statusCode).toBe(204);
      expect((await step("tried")).json()).toMatchObject({ code: "wrong-state" });
      expect((await centre.live()).callbacks).toMatchObject([{ state: "spoke", spokeAt: noon }]);
      expect(await database.all("select step from callback_step")).toHaveLength(4);
    });

    test("what the console sees is exactly the contract, and has the PIN card nowhere", async () => {
      const { signIn, app } = await openConsole(open);
      const { cookie } = await signIn();
      await app.listen({ port: 0, host: "127.0.0.1" });
      const address = app.server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      const headers = { cookie, host: `127.0.0.1:${port}` };
      const answer = await fetch(`http://127.0.0.1:${port}/api/console/live`, { headers });
      expect(answer.headers.get("content-type")).toBe("text/event-stream");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      const reader = answer.body?.getReader();
      const chunk = new TextDecoder().decode((await reader?.read())?.value);
      await reader?.cancel();
      await app.close();
      const live = ConsoleLive.parse(JSON.parse(chunk.replace(/^data: /, "")));
      expect(live).toMatchObject({ now: noon, signedIn: { name: "Sam" }, stock: [{ stock: 2 }] });
      expect(chunk).not.toContain("pinHash");
    });
  });
}
