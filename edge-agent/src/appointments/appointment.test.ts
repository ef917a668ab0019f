import {
  type AppointmentCard,
  AppointmentSearch,
  CheckedIn,
  type NumberedFeedItem,
} from "@drop-in/contracts";
import { appointmentToken } from "@drop-in/foundation";
import { expect, test } from "vitest";
import { type Booted, beginTurn, eventTypes, hub, id, post } from "../acts.fixture.ts";
import { boot } from "../agent.fixture.ts";

const key = "ab".repeat(32);
const ravi = { day: 3, month: 11, letter: "P" };
const card = (number: number, more: Partial<AppointmentCard> = {}): AppointmentCard => ({
  appointmentId: id(number),
  token: appointmentToken(key, ravi),
  person: "a".repeat(16),
  at: `2026-11-23T1${number}:15:00.000Z`,
  withWhom: "Ravi",
  ...more,
});

const list = (...appointments: AppointmentCard[]): NumberedFeedItem => ({
  number: 4,
  item: { type: "appointments.set", day: { day: "2026-11-23", key, appointments } },
});

async function hubWith(...appointments: AppointmentCard[]) {
  const own = await hub();
  own.agent.applyFeed([list(...appointments)]);
  return own;
}

async function find(app: Booted["app"], turnId: string, said = ravi) {
  const { body } = await post(app, "/api/visitor/appointments/find", { turnId, ...said });
  return AppointmentSearch.parse(body);
}

async function checkIn(app: Booted["app"], turnId: string, request: number, ids: string[]) {
  return post(app, "/api/visitor/visits", {
    ...{ turnId, requestId: id(request), reason: "appointment", needs: [], language: "en" },
    appointmentIds: ids,
  });
}

test("a birthday and a letter find the appointment, and say when and with whom", async () => {
  const { app } = await hubWith(card(1));
  expect(await find(app, await beginTurn(app))).toEqual({
    kind: "found",
    appointments: [{ appointmentId: id(1), at: "2026-11-23T11:15:00.000Z", withWhom: "Ravi" }],
  });
});

test("two appointments of one person are both theirs, and one check-in is for both", async () => {
  const { app, world } = await hubWith(card(2), card(1));
  const turnId = await beginTurn(app);
  const found = await find(app, turnId);
  expect(found.kind === "found" && found.appointments.map((one) => one.appointmentId)).toEqual([
    id(1),
    id(2),
  ]);
  expect((await checkIn(app, turnId, 90, [id(1), id(2)])).status).toBe(201);
  const again = await beginTurn(app);
  await find(app, again);
  const { body } = await checkIn(app, again, 91, [id(2)]);
  expect(CheckedIn.parse(body)).toMatchObject({ already: true, ticket: { number: "B1" } });
  const arrivals = eventTypes(world, "care").filter((type) => type === "visit.checked-in.v1");
  expect(arrivals).toHaveLength(1);
});

test("of two people who fit, only the times are told", async () => {
  const { app } = await hubWith(card(1), card(2, { person: "b".repeat(16), withWhom: "Ada" }));
  expect(await find(app, await beginTurn(app))).toMatchObject({ kind: "several" });
});

test("a list that does not tell people apart takes every line for another person", async () => {
  const { person: _one, ...first } = card(1);
  const { person: _two, ...second } = card(2);
  const { app } = await hubWith(first, second);
  expect(await find(app, await beginTurn(app))).toMatchObject({ kind: "several" });
});

test("nobody is told that there is no appointment while the box has no list of the day", async () => {
  const { app } = await hub();
  expect(await find(app, await beginTurn(app))).toEqual({ kind: "no-list" });
});

test("five tries in vain within ten minutes are enough; the clock on the wall forgives none", async () => {
  const { app, world } = await hubWith(card(1));
  const turnId = await beginTurn(app);
  for (let day = 4; day < 9; day += 1) {
    expect(await find(app, turnId, { ...ravi, day })).toEqual({ kind: "none" });
  }
  expect(await find(app, turnId)).toEqual({ kind: "wait", seconds: 600 });
  world.now = new Date(world.now.getTime() + 10 * 60_000);
  expect(await find(app, turnId)).toMatchObject({ kind: "found" });
});

test("finding it does not count as a try", async () => {
  const { app } = await hubWith(card(1));
  const turnId = await beginTurn(app);
  for (let times = 0; times < 8; times += 1) {
    expect(await find(app, turnId)).toMatchObject({ kind: "found" });
  }
});

test("only what was found in this turn can be come for", async () => {
  const { app } = await hubWith(card(1));
  const before = await beginTurn(app);
  await find(app, before);
  const turnId = await beginTurn(app);
  expect((await checkIn(app, turnId, 90, [id(1)])).status).toBe(404);
  expect((await checkIn(app, before, 91, [id(1)])).status).toBe(409);
});

test("who is here is still here after a power cut", async () => {
  const { app, world } = await hubWith(card(1));
  const turnId = await beginTurn(app);
  await find(app, turnId);
  await checkIn(app, turnId, 90, [id(1)]);
  const next = await boot(world);
  const again = await beginTurn(next.app);
  await find(next.app, again);
  const { body } = await checkIn(next.app, again, 91, [id(1)]);
  expect(CheckedIn.parse(body)).toMatchObject({ already: true, ticket: { number: "B1" } });
});
