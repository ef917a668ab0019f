import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { EnrolmentNow, Introduced, StaffRole } from "@drop-in/contracts";
import { afterEach, expect, test } from "vitest";
import { plugInEnrolment, unpackBox, where } from "./enrolment-rig.ts";

const start = new Date("2026-11-25T08:00:00.000Z");
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function doors() {
  const rig = await plugInEnrolment(start);
  open.push(rig);
  const ask = (url: string, headers: Record<string, string>, payload?: object) =>
    rig.app.inject({
      method: payload ? "POST" : "GET",
      url,
      headers: { host: "127.0.0.1", "x-drop-in": "1", ...headers },
      ...(payload ? { payload } : {}),
    });
  return { ...rig, ask };
}

test("of all roles only estates and session leads decide about devices", async () => {
  const { ask, enrolment } = await doors();
  const { deviceId } = await enrolment.add(where, "Sam");
  const asked: [string, object | undefined][] = [
    ["", undefined],
    ["", where],
    [`/${deviceId}/again`, {}],
    [`/${deviceId}/revoke`, { reason: "stolen" }],
  ];
  for (const role of [...StaffRole.options, "nobody"]) {
    const may = role === "estates" || role === "session-lead";
    for (const [path, body] of asked) {
      const answer = await ask(`/api/console/enrolment${path}`, { "x-test-role": role }, body);
      const status = role === "nobody" ? 401 : may ? 200 : 403;
      expect([role, path, answer.statusCode]).toEqual([role, path, status]);
    }
  }
});

test("the command line is let in by the token in the data folder, which its owner alone can read", async () => {
  const { ask, folder } = await doors();
  const file = join(folder, "admin.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const { token } = JSON.parse(readFileSync(file, "utf8"));
  const wrong = `${token.slice(0, -1)}${token.endsWith("0") ? "1" : "0"}`;
  for (const [said, status] of [
    [`Bearer ${token}`, 200],
    [`Bearer ${wrong}`, 401],
    ["", 401],
  ] as const) {
    const answer = await ask("/api/admin/enrolment", { authorization: said }, undefined);
    expect(answer.statusCode).toBe(status);
  }
});

test("what the console sees of enrolment has no secret in it", async () => {
  const { ask, enrolment, db, now } = await doors();
  const { introduction } = await enrolment.add(where, "Sam");
  const box = unpackBox(now);
  const seen = async () => {
    const answer = await ask("/api/console/enrolment", { "x-test-role": "estates" });
    EnrolmentNow.parse(answer.json());
    return answer.body;
  };
  const secret = introduction.slice(9, 14);
  expect(await seen()).not.toContain(secret);
  expect(JSON.stringify(await db.all("select * from enrolment_code"))).not.toContain(secret);
  await box.join(introduction);
  expect(await seen()).not.toContain("BEGIN");
  expect(JSON.stringify(await db.all("select * from certificate"))).not.toContain("PRIVATE");
});

test("an introduction to the same device comes again, and a strange device has none", async () => {
  const { ask, enrolment } = await doors();
  const { deviceId } = await enrolment.add(where, "Sam");
  const as = { "x-test-role": "estates" };
  const again = await ask(`/api/console/enrolment/${deviceId}/again`, as, {});
  expect(Introduced.parse(again.json()).deviceId).toBe(deviceId);
  const strange = await ask(`/api/console/enrolment/${"0".repeat(32)}/again`, as, {});
  expect(strange.json()).toMatchObject({ code: "not-found" });
});

test("the list of withdrawn certificates is made anew each day, and its end is told two days before", async () => {
  const { enrolment, lists, pass, revocationLists } = await doors();
  expect(lists).toHaveLength(1);
  pass(24 * 3_600_000);
  await expect.poll(() => lists.length).toBe(2);
  expect((await enrolment.now()).crlEndsSoon).toBe(false);
  revocationLists.close();
  pass(5 * 24 * 3_600_000 + 1);
  expect((await enrolment.now()).crlEndsSoon).toBe(true);
});
