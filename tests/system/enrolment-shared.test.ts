import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemTimer } from "@drop-in/foundation";
import { afterAll, beforeAll, expect, test } from "vitest";
import { unpin } from "../../sync-server/src/collections/unpin.ts";
import { openPostgresDatabase } from "../../sync-server/src/db/open-database.ts";
import { plugInEnrolment, quiet, unpackBox, where } from "../enrolment/enrolment-rig.ts";
import { type Postgres, startPostgres } from "../postgres.ts";

let postgres: Postgres;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.close());

const openDatabase = (processId: string) =>
  openPostgresDatabase({ url: postgres.url, processId, timer: systemTimer, log: quiet });

test("two processes on one PostgreSQL let a box in once, and what one revokes the other does not hear", async () => {
  const start = new Date("2026-11-25T08:00:00.000Z");
  const folder = mkdtempSync(join(tmpdir(), "drop-in-shared-keys-"));
  const databases = [await openDatabase("one"), await openDatabase("two")] as const;
  const [one, two] = [
    await plugInEnrolment(start, databases[0], folder),
    await plugInEnrolment(start, databases[1], folder),
  ];
  const { introduction, deviceId } = await one.enrolment.add(where, "Sam");
  const boxes = [unpackBox(one.now), unpackBox(one.now)] as const;
  const joined = await Promise.all(boxes.map((box) => box.join(introduction)));
  expect(joined.map(({ kind }) => kind).sort()).toEqual(["joined", "not-joined"]);
  const box = joined[0]?.kind === "joined" ? boxes[0] : boxes[1];

  const { signer } = await box.identity();
  const { standing, present } = await two.deviceKeys.keysOf(deviceId);
  expect([standing, present?.verifier.keyId]).toEqual(["enrolled", signer.keyId]);
  one.pass(61 * 86_400_000);
  two.pass(61 * 86_400_000);
  expect(await box.renew()).toBe("renewed");
  await two.deviceKeys.heardWith(deviceId, (await box.identity()).signer.keyId);

  expect(await databases[0].transact((sql) => unpin(sql, deviceId, start.toISOString()))).toBe(0);
  expect(await one.enrolment.revoke(deviceId, "Sam", "stolen")).toEqual({ collectionsForStaff: 1 });
  two.pass(3_000); // how long it is believed there
  expect(await two.deviceKeys.standing(deviceId)).toBe("revoked");
  expect((await two.enrolment.now()).devices).toMatchObject([{ state: "revoked" }]);
  for (const each of [one, two]) await each.close();
  for (const database of databases) await database.close();
});
