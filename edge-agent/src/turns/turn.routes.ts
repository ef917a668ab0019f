import { BeginTurn, EndTurn, TurnBegun, TurnId, VisitorLive } from "@drop-in/contracts";
import { type Changes, sendLive, type Timer, viewOf } from "@drop-in/foundation";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { TurnService } from "./turn.service.ts";

type Parts = {
  turns: TurnService;
  view: () => VisitorLive;
  changes: Changes;
  timer: Timer;
  onFailure: (error: unknown) => void;
};

export function turnRoutes({
  turns,
  view,
  changes,
  timer,
  onFailure,
}: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/live", (_request, reply) => {
      sendLive(reply, { changes, timer, onFailure, view: () => viewOf(VisitorLive.parse(view())) });
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
  };
}
