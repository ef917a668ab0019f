import { expect, test } from "vitest";
import { isOwnCertificate } from "../../edge-agent/src/enrolment/check-certificate.ts";
import { KeptIdentity } from "../../edge-agent/src/enrolment/identity.ts";
import { plugInEnrolment, unpackBox, where } from "./enrolment-rig.ts";

const start = new Date("2026-11-25T08:00:00.000Z");

/** What a box keeps once it has joined a centre of its own. */
async function joined(): Promise<KeptIdentity> {
  const centre = await plugInEnrolment(start);
  const box = unpackBox(centre.now);
  await box.join((await centre.enrolment.add(where, "Sam")).introduction);
  await centre.close();
  return KeptIdentity.parse(JSON.parse(box.files.read("present") ?? ""));
}

test("a certificate is its own only for its own key, in its own name, by the authority beside it", async () => {
  const [mine, theirs] = [await joined(), await joined()];
  expect(isOwnCertificate(mine.answer, mine.keys)).toBe(true);
  expect(isOwnCertificate(mine.answer, theirs.keys)).toBe(false);
  expect(isOwnCertificate({ ...mine.answer, deviceId: theirs.answer.deviceId }, mine.keys)).toBe(
    false,
  );
  const { authorities } = theirs.answer;
  expect(isOwnCertificate({ ...mine.answer, authorities }, mine.keys)).toBe(false);
  expect(
    isOwnCertificate({ ...mine.answer, authorities: [mine.answer.certificate] }, mine.keys),
  ).toBe(false);
  expect(isOwnCertificate({ ...mine.answer, certificate: "-----BEGIN no" }, mine.keys)).toBe(false);
});
