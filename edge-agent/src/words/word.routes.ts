import { FindWord, WordFound } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { TurnService } from "../turns/turn.service.ts";
import type { WordService } from "./word.service.ts";

export function wordRoutes(words: WordService, turns: TurnService): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/words/find",
      { schema: { body: FindWord, response: { 200: WordFound } } },
      async (request) => {
        turns.need(request.body.turnId);
        return words.find(request.body.word);
      },
    );
  };
}
