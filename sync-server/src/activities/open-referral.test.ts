import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readOpenReferral } from "./open-referral.ts";

const path = join(import.meta.dirname, "../../content/activities.json");
const shipped = JSON.parse(readFileSync(path, "utf8"));

test("the shipped list is read whole: when, where, what it costs, and under which picture it stands", () => {
  const { activities, leftOut } = readOpenReferral(shipped);
  expect([activities.length, leftOut]).toEqual([10, []]);
  expect(activities[0]).toEqual({
    activityId: "42ffe8bd-f90d-5b41-afa3-531115a97375",
    name: "Pram and buggy walk",
    about: "A slow walk with babies and a hot drink after. We meet at the door.",
    kinds: ["parents", "walking", "friends"],
    schedules: [{ freq: "WEEKLY", byday: ["TU"], opensAt: "10:00", closesAt: "11:15" }],
    place: "Example Community Centre, 1 Example Street, Exampleton, AA1 1AA",
    access: "Flat path, step free, baby change",
    cost: "Free",
    ages: { from: 0, to: null },
    checkedOn: "2026-11-10",
  });
});

test("what is closed, has no time, or cannot be read is left out by name, and the rest is taken", () => {
  const [walk, ramble, football] = shipped.services;
  const { activities, leftOut } = readOpenReferral({
    contents: [
      walk,
      { ...ramble, status: "defunct" },
      { ...football, schedules: [] },
      { name: "x" },
    ],
  });
  expect(activities.map(({ name }) => name)).toEqual(["Pram and buggy walk"]);
  expect(leftOut.map(({ name }) => name)).toEqual([ramble.name, football.name, "x"]);
});

test("what costs nobody knows what is not called free", () => {
  const [walk] = shipped.services;
  const { activities } = readOpenReferral([{ ...walk, fees: null, cost_options: [] }]);
  expect(activities[0]?.cost).toBeNull();
});

test("what is no list is refused as a whole", () => {
  expect(() => readOpenReferral({ hello: 1 })).toThrow();
});
