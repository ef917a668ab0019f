import {
  CallbackId,
  CallbackStep,
  CollectionId,
  ConsoleLive,
  ConsoleSignedIn,
  ConsoleSignIn,
  IssueCollection,
  IssuedCollection,
} from "@drop-in/contracts";
import { type Changes, sendLive, type Timer } from "@drop-in/foundation";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { CallbackService } from "../callbacks/callback.service.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import { clearToken, type SignedIn, setToken, tokenOf } from "../staff/signed-in.ts";
import type { StaffService } from "../staff/staff.service.ts";
import type { Staff } from "../staff/staff.store.ts";
import { type AppointmentParts, appointmentRoutes } from "./appointment.routes.ts";
import { forEyesOf } from "./eyes.rules.ts";
import type { LiveView } from "./live-view.ts";
import { type MovingParts, movingRoutes } from "./moving.routes.ts";
import { type SubmissionParts, submissionRoutes } from "./submission.routes.ts";

const GATHER_MS = 100; // a drain makes many changes a second; a person reads one
const nothing = z.null().describe("no body");

type Parts = MovingParts &
  AppointmentParts &
  SubmissionParts & {
    staff: StaffService;
    signedIn: SignedIn;
    callbacks: CallbackService;
    collections: CollectionService;
    live: LiveView;
    changes: Changes;
    timer: Timer;
  };

/** The console's API (contracts/src/console-api.ts), under /api/console. */
export function consoleRoutes(parts: Parts): FastifyPluginAsyncZod {
  const { staff, signedIn, callbacks, collections, live, changes, timer } = parts;

  return async (app) => {
    await app.register(movingRoutes({ ...parts, signedIn }));
    await app.register(appointmentRoutes({ ...parts, signedIn }));
    await app.register(submissionRoutes({ ...parts, signedIn }));
    app.post(
      "/sign-in",
      { schema: { body: ConsoleSignIn, response: { 200: ConsoleSignedIn } } },
      async (request, reply) => {
        const { token, staff: who } = await staff.signIn(request.body);
        setToken(reply, token);
        return toSignedIn(who);
      },
    );
    app.post("/sign-out", { schema: { response: { 204: nothing } } }, async (request, reply) => {
      const token = tokenOf(request);
      if (token) await staff.signOut(token);
      changes.announce(); // its live view ends now, not at the next beat
      return clearToken(reply).code(204).send(null);
    });
    app.get("/live", async (request, reply) => {
      await signedIn(request);
      sendLive(reply, { changes, timer, gatherMs: GATHER_MS, view: () => viewFor(request) });
    });
    app.post(
      "/callbacks/:id/steps",
      {
        schema: {
          params: z.object({ id: CallbackId }),
          body: CallbackStep,
          response: { 204: nothing },
        },
      },
      async (request, reply) => {
        const { staffId } = await signedIn(request);
        await callbacks.step(request.params.id, request.body, staffId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/collections",
      { schema: { body: IssueCollection, response: { 200: IssuedCollection } } },
      async (request) => collections.issue(request.body, (await signedIn(request)).staffId),
    );
    app.post(
      "/collections/:id/revoke",
      { schema: { params: z.object({ id: CollectionId }), response: { 204: nothing } } },
      async (request, reply) => {
        await signedIn(request);
        await collections.revoke(request.params.id);
        return reply.code(204).send(null);
      },
    );
  };

  /** Parsed with the contract, so that a field it does not name cannot leave here. */
  async function viewFor(
    request: FastifyRequest,
  ): Promise<{ key: string; json: string } | undefined> {
    const who = await staff.who(tokenOf(request));
    if (!who) return undefined;
    const all = forEyesOf(who.role, await live());
    const view = ConsoleLive.parse({ ...all, signedIn: toSignedIn(who) });
    const { now: _, ...lasting } = view;
    return { key: JSON.stringify(lasting), json: JSON.stringify(view) };
  }
}

function toSignedIn({ name, role }: Staff): ConsoleSignedIn {
  return { name, role };
}
