import {
  DidNotWait,
  HelpId,
  OpenSession,
  SignedIn,
  SignIn,
  type StaffCard,
  StaffCheckIn,
  StaffLive,
  VisitId,
} from "@drop-in/contracts";
import { type Changes, sendLive, type Timer, viewOf } from "@drop-in/foundation";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { HelpService } from "../help/help.service.ts";
import type { SessionService } from "../sessions/session.service.ts";
import type { VisitService } from "../visits/visit.service.ts";
import { COOKIE, type SignedIn as WhoSent } from "./signed-in.ts";
import type { StaffService } from "./staff.service.ts";
import type { Watchers } from "./watchers.ts";

type Parts = {
  staff: StaffService;
  sessions: SessionService;
  visits: VisitService;
  help: HelpService;
  signedIn: WhoSent;
  view: (card: StaffCard) => StaffLive;
  watchers: Watchers;
  changes: Changes;
  timer: Timer;
  onFailure: (error: unknown) => void;
};

const done = { 204: z.null() };
const visitParams = z.object({ visitId: VisitId });

export function staffRoutes(parts: Parts): FastifyPluginAsyncZod {
  const { staff, sessions, visits, help, signedIn, changes } = parts;

  return async (app) => {
    app.post(
      "/sign-in",
      { schema: { body: SignIn, response: { 200: SignedIn } } },
      async (request, reply) => {
        const { card, token } = await staff.signIn(request.body.pin);
        void reply.setCookie(COOKIE, token, { path: "/", httpOnly: true, sameSite: "strict" });
        return { name: card.name, role: card.role };
      },
    );
    app.post("/sign-out", { schema: { response: done } }, async (request, reply) => {
      staff.signOut(request.cookies[COOKIE] ?? "");
      changes.announce();
      return reply.clearCookie(COOKIE, { path: "/" }).code(204).send(null);
    });
    app.get("/live", (request, reply) => {
      signedIn(request);
      const token = request.cookies[COOKIE];
      sendLive(reply, {
        changes,
        timer: parts.timer,
        onFailure: parts.onFailure,
        view: () => {
          const card = staff.who(token);
          return card && viewOf(StaffLive.parse(parts.view(card)));
        },
        onEnd: parts.watchers.arrive(),
      });
    });

    app.post(
      "/session/open",
      { schema: { body: OpenSession, response: done } },
      async (request, reply) => {
        sessions.open(request.body.place, signedIn(request).staffId);
        return reply.code(204).send(null);
      },
    );
    app.post("/session/close", { schema: { response: done } }, async (request, reply) => {
      sessions.close(signedIn(request).staffId);
      return reply.code(204).send(null);
    });

    app.post(
      "/visits",
      { schema: { body: StaffCheckIn, response: done } },
      async (request, reply) => {
        signedIn(request);
        visits.checkIn({ ...request.body, language: "en" });
        return reply.code(204).send(null);
      },
    );
    app.post("/visits/call-next", { schema: { response: done } }, async (request, reply) => {
      visits.callNext(signedIn(request).staffId);
      return reply.code(204).send(null);
    });
    app.post(
      "/visits/:visitId/call",
      { schema: { params: visitParams, response: done } },
      async (request, reply) => {
        visits.call(request.params.visitId, signedIn(request).staffId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/visits/:visitId/seen",
      { schema: { params: visitParams, response: done } },
      async (request, reply) => {
        visits.seen(request.params.visitId, signedIn(request).staffId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/visits/:visitId/did-not-wait",
      { schema: { params: visitParams, body: DidNotWait, response: done } },
      async (request, reply) => {
        const { staffId } = signedIn(request);
        visits.didNotWait(request.params.visitId, staffId, request.body.reason);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/visits/:visitId/returned",
      { schema: { params: visitParams, response: done } },
      async (request, reply) => {
        visits.returned(request.params.visitId, signedIn(request).staffId);
        return reply.code(204).send(null);
      },
    );

    app.post(
      "/help/:helpId/answer",
      { schema: { params: z.object({ helpId: HelpId }), response: done } },
      async (request, reply) => {
        help.answer(request.params.helpId, signedIn(request).staffId);
        return reply.code(204).send(null);
      },
    );
  };
}
