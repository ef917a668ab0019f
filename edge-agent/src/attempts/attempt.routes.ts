import {
  AnswerAttempt,
  AttemptId,
  AttemptView,
  CollectionId,
  StartDispense,
} from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import type { TurnService } from "../turns/turn.service.ts";
import type { AttemptService } from "./attempt.service.ts";
import type { SettleService } from "./settle.service.ts";

type Parts = { attempts: AttemptService; settle: SettleService; turns: TurnService };

const params = z.object({ attemptId: AttemptId });

export function attemptRoutes({ attempts, settle, turns }: Parts): FastifyPluginAsyncZod {
  return async (app) => {
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
        const attempt = attempts.start(collectionId, request.body.requestId, request.body.reach);
        turn.attemptId = attempt.attemptId;
        return reply.code(202).send(attempt);
      },
    );
    app.get(
      "/attempts/:attemptId",
      { schema: { params, response: { 200: AttemptView } } },
      async (request) => attempts.view(request.params.attemptId),
    );
    app.post(
      "/attempts/:attemptId/answer",
      { schema: { params, body: AnswerAttempt, response: { 200: AttemptView } } },
      async (request) => {
        settle.answer(request.params.attemptId, request.body.answer);
        return attempts.view(request.params.attemptId);
      },
    );
    app.post(
      "/attempts/:attemptId/again",
      { schema: { params, response: { 200: AttemptView } } },
      async (request) => attempts.openAgain(request.params.attemptId),
    );
  };
}
