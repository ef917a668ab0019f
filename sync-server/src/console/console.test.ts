import { generateKeyPairSync, randomUUID, sign, verify } from "node:crypto";
import {
  CollectionId,
  ConsoleLive,
  type DownFrame,
  IssuedCollection,
  MachineId,
  parseCode,
  readToken,
  SlotId,
  VariantId,
} from "@drop-in/contracts";
import { createServer, servePages } from "@drop-in/foundation";
import { expect, test } from "vitest";
import { hashForDevice } from "../adapters/chance.ts";
import { makeDevice, noon, plugInCentre, quiet } from "../centre.test-rig.ts";
import { httpStatusOf } from "../centre-error.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const key = {
  keyId: 1,
  publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
};
const machineId = MachineId.parse("bus-machine");
const slotId = SlotId.parse("A01");
const variantId = VariantId.parse("knee-sleeve-m-either");
const first = {
  name: "Sam",
  role: "adviser",
  password: "a long enough one",
  pin: "246813",
} as const;

async function openConsole(stock = 2) {
  const rig = plugInCentre(key);
  await rig.centre.prepare(first);
  const app = await createServer({ log: quiet, host: "127.0.0.1", statusOf: httpStatusOf });
  await servePages(app, { uiDir: "/nowhere", pages: { "/": "console" }, log: quiet });
  await rig.centre.serve(app);
  const device = makeDevice();
  rig.say(device.hello());
  const loaded = { machineId, slotId, variantId, lot: "L1", count: stock, capacity: 8, par: 1 };
  rig.say(device.batch(1, [device.event({ type: "stock.loaded.v1", payload: loaded })]));
  rig.say({ kind: "feed-ack", epoch: device.epoch, cursor: 3 });
  rig.heard();

  const headers = { host: "127.0.0.1:8090", "x-drop-in": "1" };
  const post = (url: string, payload: object = {}, more: Record<string, string> = {}) =>
    app.inject({
      method: "POST",
      url: `/api/console${url}`,
      payload,
      headers: { ...headers, ...more },
    });
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

const pinned = (frames: DownFrame[]) =>
  frames.flatMap((frame) => (frame.kind === "feed" ? frame.items.map(({ item }) => item) : []));

test("the right name and password open the console; the cookie is out of reach of scripts", async () => {
  const { signIn, app } = await openConsole();
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
  const { signIn, pass } = await openConsole();
  for (let wrong = 0; wrong < 5; wrong += 1) {
    expect((await signIn("wrong")).answer.statusCode).toBe(401);
  }
  const { answer } = await signIn();
  expect(answer.statusCode).toBe(429);
  expect(answer.json()).toMatchObject({ code: "wait", retryAfterSeconds: 60 });
  pass(60_000);
  expect((await signIn()).answer.statusCode).toBe(200);
});

test("nothing is done for a foreign page, a strange host name, or somebody not signed in", async () => {
  const { post, signIn } = await openConsole();
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
  const { post, signIn, heard, db } = await openConsole();
  const { cookie } = await signIn();
  const answer = await post("/collections", order(), { cookie });
  const { code, qr, collectionId, expiresAt } = IssuedCollection.parse(answer.json());
  expect(expiresAt).toBe("2026-11-26T12:00:00.000Z");
  const parsed = parseCode(code);
  expect(parsed.kind).toBe("code");

  const [item] = pinned(heard());
  const salt = String(db.prepare("select code_salt from device").pluck().get());
  const typed = parsed.kind === "code" ? parsed.code : "";
  expect(item).toMatchObject({
    type: "collection.pinned",
    collection: { collectionId, codeHash: await hashForDevice(typed, salt) },
  });
  const read = readToken(qr);
  if (read.kind !== "token") throw new Error("unreadable");
  expect(read.token).toMatchObject({ collectionId, machineId, keyId: 1 });
  expect(verify(null, read.signed, publicKey, read.signature)).toBe(true);
  expect(db.serialize().includes(typed)).toBe(false);
  expect(db.serialize().includes(code)).toBe(false);
});

test("a repeated request is the same collection, and no more is promised than is there", async () => {
  const { post, signIn, heard } = await openConsole(2);
  const { cookie } = await signIn();
  const one = order();
  const answers = await Promise.all([
    post("/collections", one, { cookie }),
    post("/collections", one, { cookie }),
  ]);
  expect(answers[0]?.json()).toEqual(answers[1]?.json());
  expect((await post("/collections", one, { cookie })).json()).toEqual(answers[0]?.json());
  expect(pinned(heard())).toHaveLength(1);

  const race = await Promise.all([1, 2, 3].map(() => post("/collections", order(), { cookie })));
  expect(race.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409]);
  const strange = order({ machineId: "no-such" });
  expect((await post("/collections", strange, { cookie })).json()).toMatchObject({
    code: "no-machine",
  });
});

test("a collection is followed from issue to dispensed, and the stock is one lower", async () => {
  const { post, signIn, say, device, centre } = await openConsole(2);
  const { cookie } = await signIn();
  const issued = IssuedCollection.parse((await post("/collections", order(), { cookie })).json());
  const { collectionId } = issued;
  const state = () => centre.live().collections[0]?.state;
  const slot = () => centre.live().stock[0];
  expect(state()).toBe("issued");

  const aside = { collectionId, machineId, slotId };
  say(device.batch(2, [device.event({ type: "collection.set-aside.v1", payload: aside })]));
  expect([state(), slot()?.setAside]).toEqual(["on-machine", 1]);

  const attempt = { ...aside, attemptId: randomUUID(), variantId } as const;
  const intended = { type: "attempt.intended.v1", payload: attempt };
  const ended = {
    type: "attempt.ended.v1",
    payload: { ...attempt, outcome: { kind: "dispensed", proof: "confirmed" } },
  };
  const adjusted = { machineId, slotId, change: -1, reason: "dispensed" } as const;
  const envelope = device.event({ type: "stock.adjusted.v1", payload: adjusted });
  const at = (event: object) => ({ ...envelope, eventId: randomUUID(), ...event });
  say(device.batch(3, [at(intended)]));
  expect(state()).toBe("in-progress");
  say(device.batch(4, [at(ended), envelope]));
  expect([state(), slot()?.stock, slot()?.setAside]).toEqual(["dispensed", 1, 0]);
  const revoke = await post(`/collections/${collectionId}/revoke`, {}, { cookie });
  expect(revoke.json()).toMatchObject({ code: "wrong-state" });
});

test("revoking tells the machine; an unclear attempt is shown until somebody has looked", async () => {
  const { post, signIn, say, device, centre, heard } = await openConsole(2);
  const { cookie } = await signIn();
  const issue = async () =>
    IssuedCollection.parse((await post("/collections", order(), { cookie })).json()).collectionId;
  const [kept, gone] = [await issue(), await issue()];
  heard();
  say({ kind: "feed-ack", epoch: device.epoch, cursor: 5 });
  expect((await post(`/collections/${gone}/revoke`, {}, { cookie })).statusCode).toBe(204);
  expect(pinned(heard())).toEqual([{ type: "collection.revoked", collectionId: gone }]);

  const attempt = { attemptId: randomUUID(), collectionId: kept, machineId, slotId, variantId };
  const envelope = device.event({
    type: "collection.code-limit-reached.v1",
    payload: { wrongTries: 5 },
  });
  const at = (event: object) => ({ ...envelope, eventId: randomUUID(), ...event });
  const unclear = { kind: "unclear", last: "moving" };
  say(
    device.batch(2, [
      at({ type: "attempt.intended.v1", payload: attempt }),
      at({ type: "attempt.ended.v1", payload: { ...attempt, outcome: unclear } }),
    ]),
  );
  expect(centre.live().sites).toMatchObject([{ unresolved: 1 }]);
  const stateOf = (id: CollectionId) =>
    centre.live().collections.find(({ collectionId }) => collectionId === id)?.state;
  expect([stateOf(kept), stateOf(gone)]).toEqual(["needs-staff", "revoked"]);
  const found = { resolution: "dispensed", reason: "in the tray", staffId: randomUUID() };
  say(device.batch(4, [at({ type: "attempt.resolved.v1", payload: { ...attempt, ...found } })]));
  expect(centre.live().sites).toMatchObject([{ unresolved: 0 }]);
  expect(stateOf(CollectionId.parse(kept))).toBe("dispensed");
});

test("a device that begins anew leaves its open collections to staff, and gets none of them again", async () => {
  const { post, signIn, say, centre, heard } = await openConsole(2);
  const { cookie } = await signIn();
  await post("/collections", order(), { cookie });
  heard();
  say(makeDevice().hello());
  expect(centre.live().collections).toMatchObject([{ state: "needs-staff" }]);
  expect(pinned(heard()).map(({ type }) => type)).toEqual([
    "collection-keys.set",
    "catalogue.set",
    "staff.set",
  ]);
});

test("what the console sees is exactly the contract, and has the PIN card nowhere", async () => {
  const { signIn, app } = await openConsole();
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
