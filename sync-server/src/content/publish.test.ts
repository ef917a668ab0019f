import { join } from "node:path";
import { FeedItem } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { inMemory, makeDevice, noKey, plugInCentre } from "../centre.test-rig.ts";
import { readPacks } from "./read-packs.ts";

const packs = readPacks(join(import.meta.dirname, "../../content/packs"));
const nobody = undefined;

const packsIn = (frames: ReturnType<Awaited<ReturnType<typeof plugInCentre>>["heard"]>) =>
  frames
    .flatMap((frame): unknown[] => {
      if (frame.kind === "feed") return frame.items.map(({ item }) => item);
      return "items" in frame ? frame.items : [];
    })
    .map((item) => FeedItem.parse(item))
    .flatMap((item) =>
      item.type === "content.set" ? [`${item.pack.packId} ${item.pack.version}`] : [],
    );

test("a new device gets every pack with its first hello; a known one gets what has changed, once", async () => {
  const database = await inMemory();
  const device = makeDevice();
  const first = await plugInCentre(async () => database, noKey, packs);
  await first.centre.prepare(nobody);
  await first.say(device.hello());
  const welcome = first.heard();
  expect(packsIn(welcome)).toEqual(packs.map((pack) => `${pack.packId} ${pack.version}`));
  const [through = 0] = welcome.flatMap((frame) => ("through" in frame ? [frame.through] : []));
  await first.centre.close();

  const [one, ...others] = packs;
  if (!one) throw new Error("no packs are shipped");
  const newer = [{ ...one, version: "newer" }, ...others];
  for (const [cursor, expected] of [
    [through, [`${one.packId} newer`]],
    [through + 1, []],
  ] as const) {
    const next = await plugInCentre(async () => database, noKey, newer);
    await next.centre.prepare(nobody);
    await next.say(device.hello(cursor));
    expect(packsIn(next.heard())).toEqual(expected);
    await next.centre.close();
  }
});

test("every shipped pack says whose it is, until when, and that nobody has signed it", () => {
  expect(packs.map(({ packId }) => packId)).toEqual(["safety-screen", "size-guides"]);
  for (const pack of packs) {
    expect([pack.packId, pack.reviewStatus]).toEqual([pack.packId, "draft"]);
    expect(Date.parse(pack.reviewBy)).toBeLessThan(Date.parse(pack.expiresAt));
  }
});
