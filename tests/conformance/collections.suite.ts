import { randomUUID, verify } from "node:crypto";
import {
  AttemptId,
  type CollectionId,
  DeviceId,
  type DownFrame,
  FeedItem,
  IssuedCollection,
  parseCode,
  readToken,
  SiteId,
  StaffId,
} from "@drop-in/contracts";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { hashForDevice } from "../../sync-server/src/adapters/chance.ts";
import { makeDevice, type OpenDatabase } from "../../sync-server/src/centre.test-rig.ts";
import { unpin } from "../../sync-server/src/collections/unpin.ts";
import type { Database } from "../../sync-server/src/db/sql.ts";
import { createEnrolmentStore } from "../../sync-server/src/enrolment/enrolment.store.ts";
import { openConsole, order, publicKey, variantId } from "./desk.ts";
import { machineId, slotId } from "./facts.ts";

const newAttempt = () => AttemptId.parse(randomUUID());
const newStaff = () => StaffId.parse(randomUUID());
const whoAmI = ["collection-keys.set", "catalogue.set", "staff.set"];
const Salt = z.object({ salt: z.string() });

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

/** How every engine's centre promises a thing, and follows it until it is taken. */
export function collectionsConformance(engine: string, open: OpenDatabase): void {
  describe(`collections, ${engine}`, () => {
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

    test("a device that begins anew leaves its open collections to staff, and is told of none of them again", async () => {
      const { post, signIn, say, centre, heard } = await openConsole(open, 2);
      const { cookie } = await signIn();
      await post("/collections", order(), { cookie });
      heard();
      await say(makeDevice().hello());
      expect((await centre.live()).collections).toMatchObject([{ state: "needs-staff" }]);
      const [, , , ...more] = told(heard());
      expect(more).toEqual([]);
    });

    test("what a revoked device could still hand out is for staff to decide, and no more is promised there", async () => {
      const { post, signIn, centre, database, now } = await openConsole(open, 2);
      const { cookie } = await signIn();
      await post("/collections", order(), { cookie });
      const deviceId = DeviceId.parse("bus-2");
      const at = now().toISOString();
      const unpinned = await database.transact(async (sql) => {
        const identities = createEnrolmentStore(sql);
        const siteId = SiteId.parse("bus-2");
        await identities.add({ deviceId, siteId, siteName: "Health bus 2", madeAt: at });
        await identities.revoke(deviceId, "stolen", at);
        return unpin(sql, deviceId, at);
      });
      expect([unpinned, (await centre.live()).collections[0]?.state]).toEqual([1, "needs-staff"]);
      const another = await post("/collections", order(), { cookie });
      expect(another.json()).toMatchObject({ code: "no-machine" });
    });

    test("a device that is far behind is told everything at once: what is open for it, and what was taken back", async () => {
      const { post, signIn, say, pass, device, database, heard } = await openConsole(open, 8);
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

      await pass(31 * 24 * 3_600_000);
      await expect.poll(() => database.all("select number from feed_item")).toEqual([]);
      await say(device.hello(504));
      expect(heard()).toMatchObject([{ kind: "welcome" }]);
    });
  });
}
