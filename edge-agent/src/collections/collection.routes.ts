import { CheckCode, CollectionCheck } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { TurnService } from "../turns/turn.service.ts";
import type { CollectionService } from "./collection.service.ts";

export function collectionRoutes(
  collections: CollectionService,
  turns: TurnService,
): FastifyPluginAsyncZod {
  return async (app) => {
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
  };
}
