import {
  AttemptId,
  CheckSlot,
  OpenSlot,
  ReplaceAttempt,
  ResolveAttempt,
  SlotId,
} from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SignedIn } from "../staff/signed-in.ts";
import type { SlotOpeningService } from "../stock/slot-opening.service.ts";
import type { ReplaceService } from "./replace.service.ts";
import type { SettleService } from "./settle.service.ts";

const done = { 204: z.null() };

type Parts = {
  settle: SettleService;
  replacing: ReplaceService;
  slotOpening: SlotOpeningService;
  signedIn: SignedIn;
};

/** What staff say after they looked into the machine, and what they do there. */
export function settleRoutes(parts: Parts): FastifyPluginAsyncZod {
  const { settle, replacing, slotOpening, signedIn } = parts;
  return async (app) => {
    app.post(
      "/slots/:slotId/checked",
      { schema: { params: z.object({ slotId: SlotId }), body: CheckSlot, response: done } },
      async (request, reply) => {
        const { staffId } = signedIn(request);
        settle.checkSlot(request.params.slotId, request.body, staffId);
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
        await settle.resolve(request.params.attemptId, request.body, staffId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/attempts/:attemptId/replace",
      {
        schema: {
          params: z.object({ attemptId: AttemptId }),
          body: ReplaceAttempt,
          response: done,
        },
      },
      async (request, reply) => {
        const { staffId } = signedIn(request);
        await replacing.replace(request.params.attemptId, request.body, staffId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/slots/:slotId/open",
      { schema: { params: z.object({ slotId: SlotId }), body: OpenSlot, response: done } },
      async (request, reply) => {
        const { staffId } = signedIn(request);
        slotOpening.open(request.params.slotId, request.body, staffId);
        return reply.code(204).send(null);
      },
    );
  };
}
