import { X509Certificate } from "node:crypto";
import { DeviceId, type Introduced, readIntroduction, writeIntroduction } from "@drop-in/contracts";
import { afterEach, expect, test } from "vitest";
import { type CentreHttp, centreHttp } from "../../../edge-agent/src/adapters/centre-http.ts";
import { makeKeys } from "../../../edge-agent/src/adapters/make-keys.ts";
import { settleNext } from "../../../edge-agent/src/enrolment/renewal.service.ts";
import { DAY_MS, plugInEnrolment, unpackBox, where } from "./enrolment.test-rig.ts";

const start = new Date("2026-11-25T08:00:00.000Z");
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function centre(from = start) {
  const rig = await plugInEnrolment(from);
  open.push(rig);
  return rig;
}

type Rig = Awaited<ReturnType<typeof centre>>;
const add = (rig: Rig): Promise<Introduced> => rig.enrolment.add(where, "Sam");
const rowOf = async (rig: Rig, deviceId: string) =>
  (await rig.enrolment.now()).devices.find((row) => row.deviceId === deviceId);
const boxOf = (rig: Rig, http?: CentreHttp) => unpackBox(rig.now, http);

async function enrolled(rig: Rig, http?: CentreHttp) {
  const introduced = await add(rig);
  const box = boxOf(rig, http);
  expect(await box.join(introduced.introduction)).toMatchObject({ kind: "joined" });
  return { box, deviceId: introduced.deviceId };
}

test("a box with an introduction becomes the device it is for, and both sides show the same six words", async () => {
  const rig = await centre();
  const { deviceId, introduction } = await add(rig);
  expect(await rowOf(rig, deviceId)).toMatchObject({ state: "awaited", words: null });
  expect(await rig.deviceKeys.standing(deviceId)).toBe("unknown");

  const box = boxOf(rig);
  const joined = await box.join(introduction);
  expect(joined).toMatchObject({ kind: "joined", deviceId, siteName: "Health bus 2" });
  const row = await rowOf(rig, deviceId);
  expect(row).toMatchObject({ state: "enrolled", codeEndsAt: null, alarms: [] });
  expect(joined).toMatchObject({ words: row?.words });
  expect(row?.words?.split(" ")).toHaveLength(6);

  const identity = await box.identity();
  const certificate = new X509Certificate(identity.tls.cert);
  const authority = new X509Certificate(identity.tls.ca);
  expect(certificate.subject).toBe(`CN=${deviceId}`);
  expect([certificate.verify(authority.publicKey), certificate.checkIssued(authority)]).toEqual([
    true,
    true,
  ]);
  expect(certificate.validToDate.getTime()).toBe(start.getTime() + 90 * DAY_MS);

  rig.pass(3_000);
  const { standing, keys } = await rig.deviceKeys.keysOf(deviceId);
  const said = Buffer.from("hello");
  expect([standing, keys[0]?.verifier.verify(said, identity.signer.sign(said))]).toEqual([
    "enrolled",
    true,
  ]);
  const sealed = await keys[0]?.recipient.seal("test", said, said);
  const opened = await [...identity.openers.values()][0]?.("test", said, sealed ?? said);
  expect(Buffer.from(opened ?? [])).toEqual(said);
});

test("a typo is told as one, and nothing is used up", async () => {
  const rig = await centre();
  const { introduction } = await add(rig);
  const box = boxOf(rig);
  const bent = introduction.replace(/.$/, (letter) => (letter === "7" ? "8" : "7"));
  expect(await box.join(bent)).toMatchObject({ kind: "not-joined", why: "typo" });
  expect(await box.join(introduction)).toMatchObject({ kind: "joined" });
});

test("whoever stands in between with a document of their own is told nothing", async () => {
  const rig = await centre();
  const thief = await centre();
  const { introduction } = await add(rig);
  const thiefs = await add(thief);
  const said: string[] = [];
  const there = readIntroduction(thiefs.introduction);
  if (there.kind !== "introduction") throw new Error("unreadable");
  const between: CentreHttp = {
    get: () =>
      centreHttp.get(
        `${thief.url()}/api/devices/introduction/${Buffer.from(there.fingerprint).toString("hex")}`,
      ),
    async post(url, body) {
      said.push(url);
      return centreHttp.post(url, body);
    },
  };
  expect(await boxOf(rig, between).join(introduction)).toMatchObject({ why: "another-centre" });
  expect(said).toEqual([]);
  expect(await boxOf(rig).join(introduction)).toMatchObject({ kind: "joined" });
});

test("an answer that somebody in between made up, or kept from another time, makes nobody a device", async () => {
  const rig = await centre();
  const { introduction } = await add(rig);
  const heard: string[] = [];
  let answerWith = (text: string) => text;
  const between: CentreHttp = {
    get: centreHttp.get,
    async post(url, body) {
      const answer = await centreHttp.post(url, body);
      heard.push(answer.text);
      return { ...answer, text: answerWith(answer.text) };
    },
  };
  await boxOf(rig, between).join((await add(rig)).introduction);
  const box = boxOf(rig, between);
  const bend = (text: string) =>
    text.replace(/"sealed":"(.)/, (_, one) => `"sealed":"${one === "A" ? "B" : "A"}`);
  for (const lie of [
    () => heard[0] ?? "",
    bend,
    () => "{}",
    () => "not JSON",
    () => '{"sealed":"AAAA"}',
  ]) {
    answerWith = lie;
    expect(await box.join(introduction)).toMatchObject({ why: "unreachable" });
    expect(box.files.read("present")).toBeUndefined();
  }
  answerWith = (text) => text;
  expect(await box.join(introduction)).toMatchObject({ kind: "joined" });
});

test("a code lets in one box, once; a second one is refused and staff are told", async () => {
  const rig = await centre();
  const { introduction, deviceId } = await add(rig);
  const [one, two] = await Promise.all([
    boxOf(rig).join(introduction),
    boxOf(rig).join(introduction),
  ]);
  expect([one.kind, two.kind].sort()).toEqual(["joined", "not-joined"]);
  expect(await boxOf(rig).join(introduction)).toMatchObject({ why: "refused" });
  expect(await rowOf(rig, deviceId)).toMatchObject({
    state: "enrolled",
    alarms: ["code-used-twice"],
  });
});

test("a box whose answer got lost asks again with the same keys and has the same certificate", async () => {
  const rig = await centre();
  const { introduction, deviceId } = await add(rig);
  let lost = 1;
  const flaky: CentreHttp = {
    get: centreHttp.get,
    async post(url, body) {
      const answer = await centreHttp.post(url, body);
      lost -= 1;
      if (lost >= 0) throw new Error("the line broke");
      return answer;
    },
  };
  const box = boxOf(rig, flaky);
  expect(await box.join(introduction)).toMatchObject({ why: "unreachable" });
  expect(await box.join(introduction)).toMatchObject({ kind: "joined" });
  expect(await rowOf(rig, deviceId)).toMatchObject({ alarms: [] });
  expect(await box.join(introduction)).toMatchObject({ kind: "joined", deviceId });
});

test("a code ends after a day, and a newer one ends it at once", async () => {
  const rig = await centre();
  const old = await add(rig);
  rig.pass(DAY_MS);
  expect(await boxOf(rig).join(old.introduction)).toMatchObject({
    why: "refused",
    message: expect.stringContaining("run out"),
  });
  const first = await rig.enrolment.again(old.deviceId, "Sam");
  const second = await rig.enrolment.again(old.deviceId, "Sam");
  expect(await boxOf(rig).join(first.introduction)).toMatchObject({ why: "refused" });
  expect(await boxOf(rig).join(second.introduction)).toMatchObject({
    kind: "joined",
    deviceId: old.deviceId,
  });
});

test("a secret nobody gave out lets nobody in", async () => {
  const rig = await centre();
  const read = readIntroduction((await add(rig)).introduction);
  if (read.kind !== "introduction") throw new Error("unreadable");
  const guessed = writeIntroduction({ ...read, secret: new Uint8Array(16) });
  expect(await boxOf(rig).join(guessed)).toMatchObject({
    why: "refused",
    message: expect.stringContaining("No device"),
  });
});

test("a certificate request in another device's name is refused, and so is one that is not signed with its key", async () => {
  const rig = await centre();
  const { deviceId } = await add(rig);
  const other = DeviceId.parse("0".repeat(32));
  const own = await makeKeys(deviceId);
  expect(await rig.authority.issue((await makeKeys(other)).csr, deviceId, start)).toBe("refused");
  expect(await rig.authority.issue(own.csr, deviceId, start)).toMatchObject({
    signingKey: own.signingKey,
  });
  const body = own.csr.split("\n");
  const bent = body.with(
    -3,
    (body.at(-3) ?? "").replace(/^./, (letter) => (letter === "A" ? "B" : "A")),
  );
  expect(await rig.authority.issue(bent.join("\n"), deviceId, start)).toBe("refused");
  expect(await rig.authority.issue("-----BEGIN nothing", deviceId, start)).toBe("refused");
});

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
