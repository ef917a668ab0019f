import { AttemptView, CollectionCheck, type Stream, TurnBegun } from "@drop-in/contracts";
import {
  boot,
  code,
  collectionId,
  firstFeed,
  newWorld,
  pin,
  plan,
  type World,
} from "./agent.fixture.ts";

/** What people do at an agent under test, through its own web addresses. */
export type Booted = Awaited<ReturnType<typeof boot>>;

export const id = (count: number) => `33333333-3333-4333-8333-${String(count).padStart(12, "0")}`;

export async function hub(script: World["script"] = [], machine = plan) {
  const world = newWorld();
  world.plan = machine;
  world.script = script;
  const booted = await boot(world);
  booted.agent.applyFeed(firstFeed(world));
  return { world, ...booted };
}

export async function post(app: Booted["app"], url: string, payload: object = {}, cookie?: string) {
  const response = await app.inject({
    method: "POST",
    url,
    payload,
    headers: { "x-drop-in": "1", ...(cookie ? { cookie } : {}) },
  });
  const body = response.body === "" ? null : response.json();
  return { status: response.statusCode, body, cookie: response.cookies[0] };
}

export async function beginTurn(app: Booted["app"]) {
  return TurnBegun.parse((await post(app, "/api/visitor/turns", { language: "en" })).body).turnId;
}

export async function check(app: Booted["app"], turnId: string, typed: string) {
  const { body } = await post(app, "/api/visitor/collections/check", { turnId, code: typed });
  return CollectionCheck.parse(body);
}

export async function collect(app: Booted["app"], request = id(1)) {
  const turnId = await beginTurn(app);
  await check(app, turnId, code);
  const { status, body } = await post(app, `/api/visitor/collections/${collectionId}/dispense`, {
    turnId,
    requestId: request,
  });
  return { turnId, status, body };
}

export async function settled(app: Booted["app"], attemptId: string) {
  await new Promise(setImmediate);
  return AttemptView.parse((await app.inject(`/api/visitor/attempts/${attemptId}`)).json());
}

export async function signIn(app: Booted["app"]) {
  const { cookie } = await post(app, "/api/staff/sign-in", { pin });
  return `${cookie?.name}=${cookie?.value}`;
}

export const stockOf = (world: World) =>
  world.db.prepare("select slot_id, stock, lock_reason from slot order by slot_id").raw().all();
/** What waits for the centre in one stream, in order. */
export const eventTypes = (world: World, stream: Stream = "urgent") =>
  world.db
    .prepare("select row_json ->> 0 from outbox where stream = ? order by seq")
    .pluck()
    .all(stream);

/** The first thing a live address says to somebody who asks now. */
export async function firstView(app: Booted["app"], path: string, cookie = ""): Promise<unknown> {
  const at = app.server.listening
    ? app.listeningOrigin
    : await app.listen({ host: "127.0.0.1", port: 0 });
  const response = await fetch(at + path, { headers: { cookie } });
  const reader = response.body?.getReader();
  const said = new TextDecoder().decode((await reader?.read())?.value);
  await reader?.cancel();
  return JSON.parse(said.replace(/^data: /, ""));
}
