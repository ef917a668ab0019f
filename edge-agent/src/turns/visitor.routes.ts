import {
  AnswerAttempt,
  AskCallback,
  AskForHelp,
  AttemptId,
  AttemptView,
  BeginTurn,
  CallbackId,
  CallbackPromise,
  CheckCode,
  CheckedIn,
  CheckIn,
  CollectionCheck,
  CollectionId,
  EndTurn,
  HelpView,
  PressCallback,
  Printed,
  StartDispense,
  TurnBegun,
  TurnId,
  VisitId,
  VisitorLive,
} from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Timer } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { AttemptService } from "../attempts/attempt.service.ts";
import type { CallbackService } from "../callbacks/callback.service.ts";
import type { Changes } from "../changes.ts";
import type { CollectionService } from "../collections/collection.service.ts";
import type { HelpService } from "../help/help.service.ts";
import { sendLive } from "../http/live-stream.ts";
import type { SlipService } from "../printing/slip.service.ts";
import type { VisitService } from "../visits/visit.service.ts";
import type { TurnService } from "./turn.service.ts";

type Parts = {
  turns: TurnService;
  visits: VisitService;
  callbacks: CallbackService;
  collections: CollectionService;
  attempts: AttemptService;
  help: HelpService;
  slips: SlipService;
  view: () => VisitorLive;
  changes: Changes;
  timer: Timer;
};

/** Everything the touchscreen may ask. See contracts/src/visitor-api.ts. */
export function visitorRoutes(parts: Parts): FastifyPluginAsyncZod {
  const { turns, visits, callbacks, collections, attempts, help, slips } = parts;

  return async (app) => {
    app.get("/live", (_request, reply) => {
      const view = () => JSON.stringify(VisitorLive.parse(parts.view()));
      sendLive(reply, { changes: parts.changes, timer: parts.timer, view });
    });

    app.post(
      "/turns",
      { schema: { body: BeginTurn, response: { 201: TurnBegun } } },
      async (_request, reply) => reply.code(201).send({ turnId: turns.begin().turnId }),
    );
    app.post(
      "/turns/:turnId/end",
      {
        schema: {
          params: z.object({ turnId: TurnId }),
          body: EndTurn,
          response: { 204: z.null() },
        },
      },
      async (request, reply) => {
        turns.end(request.params.turnId);
        return reply.code(204).send(null);
      },
    );

    app.post(
      "/visits",
      { schema: { body: CheckIn, response: { 201: CheckedIn } } },
      async (request, reply) => reply.code(201).send(visits.checkIn(request.body)),
    );
    app.post(
      "/visits/:visitId/print",
      { schema: { params: z.object({ visitId: VisitId }), response: { 200: Printed } } },
      async (request) => slips.printTicket(visits.find(request.params.visitId)),
    );

    app.post(
      "/callbacks",
      { schema: { body: PressCallback, response: { 201: CallbackPromise } } },
      async (request, reply) => {
        turns.need(request.body.turnId);
        return reply.code(201).send(callbacks.press(request.body));
      },
    );
    app.post(
      "/callbacks/:callbackId/ask",
      {
        schema: {
          params: z.object({ callbackId: CallbackId }),
          body: AskCallback,
          response: { 200: CallbackPromise },
        },
      },
      async (request) => callbacks.ask(request.params.callbackId, request.body.reach),
    );
    app.post(
      "/callbacks/:callbackId/print",
      {
        schema: {
          params: z.object({ callbackId: CallbackId }),
          body: BeginTurn,
          response: { 200: Printed },
        },
      },
      async (request) =>
        slips.printCallback(callbacks.find(request.params.callbackId), request.body.language),
    );

    app.post(
      "/collections/check",
      { schema: { body: CheckCode, response: { 200: CollectionCheck } } },
      async (request) => {
        const turn = turns.need(request.body.turnId);
        const check = await collections.checkCode(request.body.code);
        if (check.kind === "ready") turn.opened.add(check.collection.collectionId);
        return check;
      },
    );
    app.post(
      "/collections/:collectionId/dispense",
      {
        schema: {
          params: z.object({ collectionId: CollectionId }),
          body: StartDispense,
          response: { 202: AttemptView },
        },
      },
      async (request, reply) => {
        const { collectionId } = request.params;
        const turn = turns.need(request.body.turnId);
        if (!turn.opened.has(collectionId)) {
          throw new AgentError("not-ready", "Its code was not shown in this turn.");
        }
        const attempt = attempts.start(collectionId, request.body.requestId);
        turn.attemptId = attempt.attemptId;
        return reply.code(202).send(attempt);
      },
    );
    app.get(
      "/attempts/:attemptId",
      { schema: { params: z.object({ attemptId: AttemptId }), response: { 200: AttemptView } } },
      async (request) => attempts.view(request.params.attemptId),
    );
    app.post(
      "/attempts/:attemptId/answer",
      {
        schema: {
          params: z.object({ attemptId: AttemptId }),
          body: AnswerAttempt,
          response: { 200: AttemptView },
        },
      },
      async (request) => attempts.answer(request.params.attemptId, request.body.answer),
    );

    app.post(
      "/help",
      { schema: { body: AskForHelp, response: { 201: HelpView } } },
      async (request, reply) => {
        const turn = turns.current();
        const mine = turn?.turnId === request.body.turnId ? turn : undefined;
        const open = mine?.helpId && help.view(mine.helpId);
        if (open && !open.answered) return reply.code(201).send(open);
        const view = help.ask(request.body.screen);
        if (mine) mine.helpId = view.helpId;
        parts.changes.announce();
        return reply.code(201).send(view);
      },
    );
  };
}
