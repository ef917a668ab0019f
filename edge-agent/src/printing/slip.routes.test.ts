import { expect, test } from "vitest";
import { beginTurn, hub, post, signIn } from "../acts.fixture.ts";

test("a tape is for the person at the screen, and staff print theirs signed in", async () => {
  const { app } = await hub([]);
  const turnId = await beginTurn(app);
  const tape = await post(app, "/api/visitor/tape", { turnId });
  expect([tape.status, tape.body]).toEqual([200, { result: "not-connected" }]);
  await post(app, `/api/visitor/turns/${turnId}/end`, { why: "done" });
  expect((await post(app, "/api/visitor/tape", { turnId })).status).not.toBe(200);

  for (const path of ["test-slip", "tape"]) {
    expect((await post(app, `/api/staff/printer/${path}`)).status).toBe(401);
    const printed = await post(app, `/api/staff/printer/${path}`, {}, await signIn(app));
    expect([printed.status, printed.body]).toEqual([200, { result: "not-connected" }]);
  }
});
