import { readFileSync } from "node:fs";
import { join } from "node:path";
import { additionalData, contextOf, packBody, readBody, signedText } from "@drop-in/contracts/wire";
import { expect, test } from "vitest";
import { z } from "zod";
import { openEnvelope } from "./envelopes.ts";
import { openerOf } from "./hpke.ts";
import { openPersonal } from "./personal.ts";
import { verifierOf } from "./signing.ts";

const hex = z.string().transform((text): Uint8Array => Buffer.from(text, "hex"));
const voice = z.enum(["up", "down", "status"]);
const vectors = z
  .object({
    deviceId: z.string(),
    keys: z.object({
      centreSealing: z.object({ private: hex, public: hex, keyId: z.string() }),
      deviceSealing: z.object({ private: hex, public: hex, keyId: z.string() }),
      deviceSigning: z.object({ public: hex, keyId: z.string() }),
      centreSigning: z.object({ public: hex, keyId: z.string() }),
    }),
    bodies: z.array(
      z.object({ frame: z.string(), codec: z.number(), json: z.string(), bytes: hex }),
    ),
    envelopes: z.array(
      z.object({
        frame: z.string(),
        ...{ voice, head: hex, info: z.string(), additionalData: hex, signedText: hex, bytes: hex },
        json: z.string(),
      }),
    ),
    personal: z.object({
      subject: z.object({ deviceId: z.string(), type: z.string(), id: z.string() }),
      fields: z.object({ phone: z.string() }),
      sealed: z.string(),
    }),
  })
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, "../../../docs/protocol/sync-vectors.json"), "utf8"),
    ),
  );
const { deviceId, keys } = vectors;
const pairOf = (key: { private: Uint8Array; public: Uint8Array }) => ({
  privateKey: key.private,
  publicKey: key.public,
});

test.each(vectors.bodies)("the body of $frame with codec $codec is the one printed", (vector) => {
  const { bytes, json, codec } = vector;
  expect(readBody(bytes)).toEqual({ kind: "json", value: JSON.parse(json) });
  expect(bytes[0]).toBe(codec);
  if (codec === 0) expect(Buffer.from(packBody(json, [0]))).toEqual(bytes);
});

test.each(vectors.envelopes)("the envelope of $frame opens to its frame", async (vector) => {
  const up = vector.voice === "up";
  const opener = await openerOf(pairOf(up ? keys.centreSealing : keys.deviceSealing));
  const verifier = verifierOf((up ? keys.deviceSigning : keys.centreSigning).public);
  const unsigned = vector.bytes.subarray(0, vector.bytes.length - 64);
  expect(contextOf(vector.voice)).toBe(vector.info);
  expect(additionalData(vector.head, deviceId)).toEqual(vector.additionalData);
  expect(signedText(vector.voice, deviceId, unsigned)).toEqual(vector.signedText);
  const opened = await openEnvelope(
    {
      ...{ voice: vector.voice, deviceId },
      openers: new Map([[opener.keyId, opener.open]]),
      verifiers: new Map([[verifier.keyId, verifier]]),
    },
    vector.bytes,
  );
  const json = opened.kind === "opened" ? readBody(opened.plain) : opened;
  expect(json).toEqual({ kind: "json", value: JSON.parse(vector.json) });
});

test("key ids and sealed personal fields are those printed", async () => {
  const opener = await openerOf(pairOf(keys.centreSealing));
  expect(opener.keyId).toBe(keys.centreSealing.keyId);
  expect(verifierOf(keys.deviceSigning.public).keyId).toBe(keys.deviceSigning.keyId);
  const { subject, sealed, fields } = vectors.personal;
  const opened = await openPersonal(new Map([[opener.keyId, opener.open]]), subject, sealed);
  expect(opened).toEqual(fields);
});
