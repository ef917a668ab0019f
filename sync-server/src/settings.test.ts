import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test("a bad setting is named, and a secret in it is not repeated", () => {
  const FIRST_STAFF = JSON.stringify({ name: "Sam", password: "short", pin: "12ab" });
  const read = readSettings({ DATA_DIR: "/tmp/x", FIRST_STAFF, HTTP_PORT: "99999" });
  if (read.kind !== "bad") throw new Error("taken");
  expect(read.problem).toMatch(/HTTP_PORT: .*FIRST_STAFF.password: .*FIRST_STAFF.pin: /);
  expect(read.problem).not.toMatch(/short|12ab/);
  const broken = readSettings({ DATA_DIR: "/tmp/x", FIRST_STAFF: "{secret" });
  expect(broken).toEqual({ kind: "bad", problem: "FIRST_STAFF: is not JSON" });
});

test("a folder is all that must be said; nobody is made staff by default", () => {
  expect(readSettings({ DATA_DIR: "/tmp/x" })).toMatchObject({
    kind: "settings",
    settings: { HTTP_PORT: 8090, BROKER_PORT: 8883, HOST: "127.0.0.1" },
  });
  const read = readSettings({ DATA_DIR: "/tmp/x" });
  expect(read.kind === "settings" && read.settings.FIRST_STAFF).toBeUndefined();
});
