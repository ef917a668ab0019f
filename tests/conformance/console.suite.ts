import { randomUUID } from "node:crypto";
import { CallbackId, type CallbackWishes, ConsoleLive, type HubFact } from "@drop-in/contracts";
import { describe, expect, test } from "vitest";
import { noon, type OpenDatabase } from "../../sync-server/src/centre.test-rig.ts";
import { openConsole, order } from "./desk.ts";

/** What every engine's console shows and does. */
export function consoleConformance(engine: string, open: OpenDatabase): void {
  describe(`the console, ${engine}`, () => {
    test("the right name and password open the console; the cookie is out of reach of scripts", async () => {
      const { signIn, app } = await openConsole(open);
      const { answer } = await signIn();
      expect(answer.json()).toEqual({ name: "Sam", role: "adviser" });
      expect(answer.headers["set-cookie"]).toMatch(/HttpOnly; SameSite=Strict/);
      expect(answer.headers["cache-control"]).toBe("no-store");
      const page = await app.inject({ method: "GET", url: "/", headers: { host: "localhost" } });
      expect([page.statusCode, page.body]).toEqual([
        503,
        "The screens are not built. Run: npm run build\n",
      ]);
      expect(page.headers["content-security-policy"]).toContain("default-src 'self'");
    });

    test("after five wrong passwords even the right one must wait", async () => {
      const { signIn, pass } = await openConsole(open);
      for (let wrong = 0; wrong < 5; wrong += 1) {
        expect((await signIn("wrong")).answer.statusCode).toBe(401);
      }
      const { answer } = await signIn();
      expect(answer.statusCode).toBe(429);
      expect(answer.json()).toMatchObject({ code: "wait", retryAfterSeconds: 60 });
      await pass(60_000);
      expect((await signIn()).answer.statusCode).toBe(200);
    });

    test("nothing is done for a foreign page, a strange host name, or somebody not signed in", async () => {
      const { post, signIn } = await openConsole(open);
      const { cookie } = await signIn();
      const with_ = (more: Record<string, string>) =>
        post("/collections", order(), { cookie, ...more });
      expect((await with_({ origin: "https://elsewhere.example" })).statusCode).toBe(403);
      expect((await with_({ "sec-fetch-site": "cross-site" })).statusCode).toBe(403);
      expect((await with_({ "x-drop-in": "" })).statusCode).toBe(403);
      expect((await with_({ host: "elsewhere.example" })).statusCode).toBe(403);
      expect((await with_({ cookie: "" })).statusCode).toBe(401);
      expect((await with_({ origin: "http://127.0.0.1:8090" })).statusCode).toBe(200);
    });

    test("how somebody wants to be called is shown, and who wants it no more is not called", async () => {
      const { say, device, centre, post, signIn } = await openConsole(open);
      const { cookie } = await signIn();
      const callbackId = CallbackId.parse(randomUUID());
      const ticket = { picture: "boat", colour: "red", number: "C1" } as const;
      const dueAt = "2026-11-24T12:00:00.000Z";
      const wishes: CallbackWishes = {
        ...{ safe: ["text-first"], windows: ["evening"], interpreter: "bsl" },
        ...{ matters: ["sleep"], urgent: true },
      };
      const facts: HubFact[] = [
        { type: "callback.pressed.v1", payload: { callbackId, ticket, language: "en", dueAt } },
        { type: "callback.asked.v1", payload: { callbackId, reach: { kind: "come-back" } } },
        { type: "callback.wished.v1", payload: { callbackId, wishes } },
      ];
      await say(
        device.batch(
          2,
          facts.map((fact) => device.row(fact)),
        ),
      );
      const [row] = (await centre.live()).callbacks;
      expect(row).toMatchObject({ state: "asked", wishes });
      await post(`/callbacks/${callbackId}/steps`, { step: "triaged" }, { cookie });
      const no: HubFact = { type: "callback.withdrawn.v1", payload: { callbackId } };
      await say(device.batch(5, [device.row(no)]));
      expect((await centre.live()).callbacks[0]?.state).toBe("withdrawn");
      const late = await post(`/callbacks/${callbackId}/steps`, { step: "tried" }, { cookie });
      expect(late.statusCode).toBe(409);
    });

    test("a call-back is worked on in order, and every step is kept with who and when", async () => {
      const { post, signIn, say, device, centre, database } = await openConsole(open);
      const { cookie } = await signIn();
      const callbackId = CallbackId.parse(randomUUID());
      const ticket = { picture: "boat", colour: "red", number: "C1" } as const;
      const pressed = {
        callbackId,
        ticket,
        language: "en",
        dueAt: "2026-11-24T12:00:00.000Z",
      } as const;
      await say(device.batch(2, [device.row({ type: "callback.pressed.v1", payload: pressed })]));
      const step = (what: string) =>
        post(`/callbacks/${callbackId}/steps`, { step: what }, { cookie });
      expect((await step("cannot-reach")).json()).toMatchObject({ code: "too-few-tries" });
      for (const what of ["triaged", "tried", "tried"])
        expect((await step(what)).statusCode).toBe(204);
      await say(
        device.batch(3, [device.row({ type: "callback.abandoned.v1", payload: { callbackId } })]),
      );
      expect((await centre.live()).callbacks).toMatchObject([{ state: "trying", tries: 2 }]);
      expect((await step("spoke")).statusCode).toBe(204);
      expect((await step("tried")).json()).toMatchObject({ code: "wrong-state" });
      expect((await centre.live()).callbacks).toMatchObject([{ state: "spoke", spokeAt: noon }]);
      expect(await database.all("select step from callback_step")).toHaveLength(4);
    });

    test("what the console sees is exactly the contract, and has the PIN card nowhere", async () => {
      const { signIn, app } = await openConsole(open);
      const { cookie } = await signIn();
      await app.listen({ port: 0, host: "127.0.0.1" });
      const address = app.server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      const headers = { cookie, host: `127.0.0.1:${port}` };
      const answer = await fetch(`http://127.0.0.1:${port}/api/console/live`, { headers });
      expect(answer.headers.get("content-type")).toBe("text/event-stream");
      expect(answer.headers.get("cache-control")).toBe("no-store");
      const reader = answer.body?.getReader();
      const chunk = new TextDecoder().decode((await reader?.read())?.value);
      await reader?.cancel();
      await app.close();
      const live = ConsoleLive.parse(JSON.parse(chunk.replace(/^data: /, "")));
      expect(live).toMatchObject({ now: noon, signedIn: { name: "Sam" }, stock: [{ stock: 2 }] });
      expect(chunk).not.toContain("pinHash");
    });
  });
}
