import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { VariantId } from "@drop-in/contracts";
import { createServer, servePages } from "@drop-in/foundation";
import {
  makeDevice,
  type OpenDatabase,
  plugInCentre,
  quiet,
} from "../../sync-server/src/centre.test-rig.ts";
import { httpStatusOf } from "../../sync-server/src/centre-error.ts";
import { machineId, slotId } from "./facts.ts";

const { publicKey: ofKey, privateKey } = generateKeyPairSync("ed25519");
export const publicKey = ofKey;
const key = {
  keyId: 1,
  publicKeyPem: ofKey.export({ type: "spki", format: "pem" }).toString(),
  sign: (bytes: Uint8Array) => sign(null, bytes, privateKey),
};
export const variantId = VariantId.parse("knee-sleeve-m-either");
const first = {
  name: "Sam",
  role: "adviser",
  password: "a long enough one",
  pin: "246813",
} as const;

export async function openConsole(open: OpenDatabase, stock = 2) {
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

export const order = (more: object = {}) => ({
  requestId: randomUUID(),
  machineId,
  variantId,
  validHours: 72,
  ...more,
});
