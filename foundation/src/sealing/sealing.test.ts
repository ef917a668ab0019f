import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { openEnvelope, writeEnvelope } from "./envelopes.ts";
import { makeSealingPair, type Opener, openerOf, type Recipient, recipientOf } from "./hpke.ts";
import { openPersonal, sealPersonal } from "./personal.ts";
import { makeSigningKey, signerOf, verifierOf } from "./signing.ts";

const deviceId = "bus-2";
const by = signerOf(makeSigningKey());
const verifiers = new Map([[by.keyId, verifierOf(by.publicKey)]]);
let to: Recipient;
let opener: Opener;
let openers: Map<string, Opener["open"]>;

beforeAll(async () => {
  const pair = await makeSealingPair();
  to = await recipientOf(pair.publicKey);
  opener = await openerOf(pair);
  openers = new Map([[opener.keyId, opener.open]]);
});

const write = (plain: Uint8Array) => writeEnvelope({ voice: "up", deviceId, to, by }, plain);
const open = (bytes: Uint8Array, over: object = {}) =>
  openEnvelope({ voice: "up", deviceId, openers, verifiers, ...over }, bytes);

test("whoever has the key reads what was written, and nothing of it shows on the way", async () => {
  const plain = Buffer.from("+447700900123 ".repeat(5));
  const bytes = await write(plain);
  expect(Buffer.from(bytes).includes("900123")).toBe(false);
  const opened = await open(bytes);
  expect(opened.kind === "opened" && Buffer.from(opened.plain)).toEqual(plain);
  expect(bytes.length - plain.length).toBe(124);
});

test("one flipped bit anywhere is refused with a reason", async () => {
  const bytes = await write(Buffer.from("hello"));
  for (let place = 0; place < bytes.length; place += 1) {
    const bent = Uint8Array.from(bytes);
    bent[place] = (bent[place] ?? 0) ^ 1;
    expect((await open(bent)).kind, `byte ${place}`).toBe("bad");
  }
});

test("what one device wrote is not another's, and what went up is not what came down", async () => {
  const bytes = await write(Buffer.from("hello"));
  expect(await open(bytes, { deviceId: "bus-3" })).toEqual({ kind: "bad", why: "signature" });
  expect(await open(bytes, { voice: "down" })).toEqual({ kind: "bad", why: "wrong-voice" });
  expect(await open(bytes, { verifiers: new Map() })).toEqual({
    kind: "bad",
    why: "unknown-signer",
  });
  expect(await open(bytes, { openers: new Map() })).toEqual({ kind: "bad", why: "unknown-key" });
});

test("any bytes at all are refused with a reason, never an exception", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect((await open(bytes)).kind).toBe("bad");
    }),
  );
});

test("personal fields open for their own subject and for no other", async () => {
  const subject = { deviceId, type: "callback.asked.v1", id: "c1" };
  const sealed = await sealPersonal(to, subject, { phone: "+447700900123" });
  expect(await openPersonal(openers, subject, sealed)).toEqual({ phone: "+447700900123" });
  expect(await openPersonal(openers, { ...subject, id: "c2" }, sealed)).toBeUndefined();
  expect(await openPersonal(new Map(), subject, sealed)).toBeUndefined();
});

test("a key that is not one is refused", async () => {
  await expect(recipientOf(new Uint8Array(31))).rejects.toThrow();
  expect(() => verifierOf(new Uint8Array(31))).toThrow();
});
