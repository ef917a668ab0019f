import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import type { CentreHttp } from "../../edge-agent/src/adapters/centre-http.ts";
import { settleNext } from "../../edge-agent/src/enrolment/renewal.service.ts";
import { add, boxOf, centre, type Rig, rowOf, start } from "./centres.ts";
import { DAY_MS, unpackBox } from "./enrolment-rig.ts";

async function enrolled(rig: Rig, http?: CentreHttp) {
  const introduced = await add(rig);
  const box = boxOf(rig, http);
  expect(await box.join(introduced.introduction)).toMatchObject({ kind: "joined" });
  return { box, deviceId: introduced.deviceId };
}

test("at two thirds of its life a certificate is renewed; the old key goes once the new one was heard", async () => {
  const rig = await centre();
  const { box, deviceId } = await enrolled(rig);
  expect(await box.renew()).toBe("not-due");
  rig.pass(61 * DAY_MS);
  const before = await box.identity();
  expect(await box.renew()).toBe("renewed");
  expect([box.renewed(), await box.renew()]).toEqual([1, "not-due"]);
  const after = await box.identity();
  expect(after.signer.keyId).not.toBe(before.signer.keyId);
  expect(after.openers.size).toBe(2);

  const idsOf = async () =>
    (await rig.deviceKeys.keysOf(deviceId)).keys.map(({ verifier }) => verifier.keyId);
  expect((await idsOf()).sort()).toEqual([before.signer.keyId, after.signer.keyId].sort());
  expect((await rig.deviceKeys.keysOf(deviceId)).present?.verifier.keyId).toBe(before.signer.keyId);
  await rig.deviceKeys.heardWith(deviceId, after.signer.keyId);
  expect(await idsOf()).toEqual([after.signer.keyId]);
  settleNext(box.files);
  expect((await box.identity()).openers.size).toBe(1);
  expect(await rowOf(rig, deviceId)).toMatchObject({ words: after.words });
});

test("a renewal nobody present has signed is refused, and so is one of a revoked device", async () => {
  const rig = await centre();
  const { box, deviceId } = await enrolled(rig);
  const { box: stranger } = await enrolled(rig);
  rig.pass(61 * DAY_MS);
  const forged = JSON.parse(box.files.read("present") ?? "");
  const strangers = JSON.parse(stranger.files.read("present") ?? "");
  box.files.write("present", JSON.stringify({ ...forged, keys: strangers.keys }));
  expect(await box.renew()).toBe("refused");
  box.files.write("present", JSON.stringify(forged));
  await rig.enrolment.revoke(deviceId, "Sam", "stolen from the bus");
  expect(await box.renew()).toBe("refused");
  expect(await stranger.renew()).toBe("renewed");
});

test("a certificate that has run out is not renewed: staff give the same device a new code", async () => {
  const rig = await centre();
  const { box, deviceId } = await enrolled(rig);
  rig.pass(70 * DAY_MS);
  expect(await rowOf(rig, deviceId)).toMatchObject({ alarms: ["certificate-ends-soon"] });
  rig.pass(21 * DAY_MS);
  expect([await box.renew(), await rig.deviceKeys.standing(deviceId)]).toEqual([
    "refused",
    "lapsed",
  ]);
  const { introduction } = await rig.enrolment.again(deviceId, "Sam");
  expect(await box.join(introduction)).toMatchObject({ kind: "joined", deviceId });
  expect(await rig.deviceKeys.standing(deviceId)).toBe("enrolled");
});

test("the box that was a device before is not heard once another is, and the brokers are told", async () => {
  const rig = await centre();
  const { box: old, deviceId } = await enrolled(rig);
  const { introduction } = await rig.enrolment.again(deviceId, "Sam");
  const before = rig.lists.length;
  const box = boxOf(rig);
  expect(await box.join(introduction)).toMatchObject({ kind: "joined", deviceId });
  const [lost, present] = [await old.identity(), await box.identity()];
  const { keys } = await rig.deviceKeys.keysOf(deviceId);
  expect(keys.map(({ verifier }) => verifier.keyId)).toEqual([present.signer.keyId]);
  expect(rig.lists).toHaveLength(before + 1);
  const withdrawn = await rig.db.all(
    "select serial from certificate where withdrawn_at is not null",
  );
  expect(JSON.stringify(withdrawn).toUpperCase()).toContain(
    new X509Certificate(lost.tls.cert).serialNumber,
  );
  rig.pass(61 * DAY_MS);
  expect([await old.renew(), await box.renew()]).toEqual(["refused", "renewed"]);
});

test("a box whose clock is a day behind or weeks ahead is let in all the same", async () => {
  const rig = await centre();
  for (const skew of [-DAY_MS + 60_000, 40 * DAY_MS]) {
    const { introduction } = await add(rig);
    const box = unpackBox(() => new Date(rig.now().getTime() + skew));
    expect(await box.join(introduction)).toMatchObject({ kind: "joined" });
    const began = new X509Certificate((await box.identity()).tls.cert).validFromDate;
    expect(began.getTime()).toBeLessThanOrEqual(start.getTime() + skew + DAY_MS);
    expect(await box.renew()).toBe("not-due");
  }
});

test("revoking ends everything at once: keys, line, collections, list; only a later code lets the device in again", async () => {
  const rig = await centre();
  const { deviceId } = await enrolled(rig);
  const spare = await rig.enrolment.again(deviceId, "Sam");
  expect(await rig.deviceKeys.standing(deviceId)).toBe("enrolled");
  const answer = await rig.enrolment.revoke(deviceId, "Sam", "stolen from the bus");
  expect(answer).toEqual({ collectionsForStaff: 1 });
  expect(
    await rig.db.all("select serial from certificate where withdrawn_at is not null"),
  ).toHaveLength(1);
  expect(rig.revocationLists.isRevoked(deviceId)).toBe(true);
  expect(await rig.deviceKeys.keysOf(deviceId)).toEqual({
    standing: "revoked",
    keys: [],
    present: undefined,
  });
  expect([rig.kicked.includes(deviceId), rig.unpinned]).toEqual([true, [deviceId]]);
  expect(await rowOf(rig, deviceId)).toMatchObject({
    state: "revoked",
    revokedWhy: "stolen from the bus",
  });
  expect(await boxOf(rig).join(spare.introduction)).toMatchObject({ why: "refused" });
  const back = await rig.enrolment.again(deviceId, "Sam");
  expect(await boxOf(rig).join(back.introduction)).toMatchObject({ kind: "joined", deviceId });
  const acts = await rig.db.all(
    "select what from identity_act where device_id = :deviceId order by at, rowid",
    { deviceId },
  );
  expect(acts.map((row) => Object.values(row ?? {})[0])).toContain("revoked");
});

test("a rotated sealing key does not shut out a code given before, nor what was sealed to the old key", async () => {
  const rig = await centre();
  const { introduction } = await add(rig);
  const [old] = rig.keys.sealingKeys();
  await rig.keys.rotateSealing();
  expect(rig.keys.sealingKeys()).toHaveLength(2);
  expect(rig.keys.sealingKeys()[1]).toBe(old);
  const box = boxOf(rig);
  expect(await box.join(introduction)).toMatchObject({ kind: "joined" });
  const { centre: to } = await box.identity();
  expect(rig.keys.openers().has(to.keyId)).toBe(true);
});
