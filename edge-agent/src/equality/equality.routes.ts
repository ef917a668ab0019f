import { KeepEquality } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { TurnService } from "../turns/turn.service.ts";
import type { EqualityService } from "./equality.service.ts";

export function equalityRoutes(
  equality: EqualityService,
  turns: TurnService,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/equality",
      { schema: { body: KeepEquality, response: { 204: z.null() } } },
      async (request, reply) => {
        turns.need(request.body.turnId);
        equality.keep(request.body.answers);
        return reply.code(204).send(null);
      },
    );
  };
}
