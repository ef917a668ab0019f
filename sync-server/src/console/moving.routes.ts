import {
  CollectionId,
  DecideCollection,
  IssuedCollection,
  MakeRecall,
  MoveCollection,
  Recall,
  RecallId,
  RecallRow,
} from "@drop-in/contracts";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { MoveService } from "../collections/move.service.ts";
import type { RecallService } from "../recalls/recall.service.ts";
import type { Staff } from "../staff/staff.store.ts";

export type MovingParts = { moves: MoveService; recalls: RecallService };

const nothing = z.null().describe("no body");
const ofCollection = z.object({ id: CollectionId });
const ofRecall = z.object({ id: RecallId });

/** To another machine, and out of every machine. */
export function movingRoutes({
  moves,
  recalls,
  signedIn,
}: MovingParts & {
  signedIn: (request: FastifyRequest) => Promise<Staff>;
}): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/collections/:id/move",
      {
        schema: { params: ofCollection, body: MoveCollection, response: { 200: IssuedCollection } },
      },
      async (request) => {
        const { staffId } = await signedIn(request);
        return moves.move(request.params.id, request.body, staffId);
      },
    );
    app.post(
      "/collections/:id/decide",
      { schema: { params: ofCollection, body: DecideCollection, response: { 204: nothing } } },
      async (request, reply) => {
        const { staffId } = await signedIn(request);
        await moves.decide(request.params.id, request.body, staffId);
        return reply.code(204).send(null);
      },
    );
    app.get("/recalls", { schema: { response: { 200: z.array(RecallRow) } } }, async (request) => {
      await signedIn(request);
      return recalls.latest();
    });
    app.post(
      "/recalls",
      { schema: { body: MakeRecall, response: { 200: Recall } } },
      async (request) => recalls.make(request.body, (await signedIn(request)).staffId),
    );
    app.post(
      "/recalls/:id/lift",
      { schema: { params: ofRecall, response: { 204: nothing } } },
      async (request, reply) => {
        await recalls.lift(request.params.id, (await signedIn(request)).staffId);
        return reply.code(204).send(null);
      },
    );
  };
}
