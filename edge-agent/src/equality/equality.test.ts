import { EQUALITY_HELD } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { beginTurn, eventTypes, hub, post } from "../acts.fixture.ts";
import { randomId } from "../adapters/chance.ts";
import { createEqualityService } from "./equality.service.ts";
import { createEqualityStore } from "./equality.store.ts";

async function answering() {
  const own = await hub();
  const keep = async (answers: object) => {
    const turnId = await beginTurn(own.app);
    return post(own.app, "/api/visitor/equality", { turnId, answers });
  };
  const sent = () =>
    eventTypes(own.world, "care").filter((type) => type === "equality.answered.v1").length;
  return { ...own, keep, sent };
}

test("nine wait, the tenth sends all of them in one, and none is left", async () => {
  const { keep, sent, world } = await answering();
  for (let count = 1; count < EQUALITY_HELD; count += 1) {
    expect((await keep({ age: "25-34", sex: "female" })).status).toBe(204);
    expect(sent()).toBe(0);
  }
  await keep({ age: "85-plus" });
  expect(sent()).toBe(1);
  const left = world.db.prepare("select count(*) from equality_answer").pluck().get();
  expect(left).toBe(0);
  const row = world.db
    .prepare("select row_json from outbox where row_json ->> 0 = 'equality.answered.v1'")
    .pluck()
    .get();
  const { rows } = JSON.parse(String(row))[4];
  expect(rows).toHaveLength(EQUALITY_HELD);
  expect(Object.keys(rows[0]).toSorted()).toEqual(["answers", "halfDay"]);
});

test("they are in no order: the last is as likely anywhere", async () => {
  const places = new Set<number>();
  for (let round = 0; round < 12 && places.size < 3; round += 1) {
    const { keep, world } = await answering();
    for (let count = 1; count < EQUALITY_HELD; count += 1) await keep({ age: "25-34" });
    await keep({ age: "85-plus" });
    const row = world.db
      .prepare("select row_json from outbox where row_json ->> 0 = 'equality.answered.v1'")
      .pluck()
      .get();
    const rows: { answers: { age: string } }[] = JSON.parse(String(row))[4].rows;
    places.add(rows.findIndex(({ answers }) => answers.age === "85-plus"));
  }
  expect(places.size).toBeGreaterThanOrEqual(3);
});

test("at the end of the day the few are sent, and an empty form is nobody", async () => {
  const { world } = await hub();
  let now = new Date("2026-11-24T15:00:00Z");
  const facts: unknown[] = [];
  const service = createEqualityService({
    equality: createEqualityStore(world.db),
    record: (fact) => void facts.push(fact.payload),
    transact: (act) => act(),
    now: () => now,
    timeZone: "Europe/London",
    randomId,
  });
  service.keep({});
  service.keep({ housing: "hostel" });
  service.sendOld();
  expect(facts).toEqual([]);
  now = new Date("2026-11-25T00:01:00Z");
  service.sendOld();
  service.sendOld();
  expect(facts).toEqual([{ rows: [{ halfDay: "2026-11-24 pm", answers: { housing: "hostel" } }] }]);
});
