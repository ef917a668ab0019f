import { X509Certificate } from "node:crypto";
import { DeviceId, readIntroduction, writeIntroduction } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { type CentreHttp, centreHttp } from "../../edge-agent/src/adapters/centre-http.ts";
import { makeKeys } from "../../edge-agent/src/adapters/make-keys.ts";
import { add, boxOf, centre, rowOf, start } from "./centres.ts";
import { DAY_MS } from "./enrolment-rig.ts";

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
