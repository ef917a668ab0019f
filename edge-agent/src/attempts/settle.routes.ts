import { AttemptId, CheckSlot, ResolveAttempt, SlotId } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SignedIn } from "../staff/signed-in.ts";
import type { SettleService } from "./settle.service.ts";

const done = { 204: z.null() };

/** What staff say after they looked into the machine. */
export function settleRoutes(settle: SettleService, signedIn: SignedIn): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/slots/:slotId/checked",
      { schema: { params: z.object({ slotId: SlotId }), body: CheckSlot, response: done } },
      async (request, reply) => {
        const { staffId } = signedIn(request);
        settle.checkSlot(request.params.slotId, request.body.countedStock, staffId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/attempts/:attemptId/resolve",
      {
        schema: {
          params: z.object({ attemptId: AttemptId }),
          body: ResolveAttempt,
          response: done,
        },
      },
      async (request, reply) => {
        const { staffId } = signedIn(request);
        settle.resolve(request.params.attemptId, request.body, staffId);
        return reply.code(204).send(null);
      },
    );
  };
}
