import { AskForHelp, HelpView } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { TurnService } from "../turns/turn.service.ts";
import type { HelpService } from "./help.service.ts";

export function helpRoutes(help: HelpService, turns: TurnService): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/help",
      { schema: { body: AskForHelp, response: { 201: HelpView } } },
      async (request, reply) => {
        const turn = turns.current();
        const mine = turn?.turnId === request.body.turnId ? turn : undefined;
        // Pressing again while nobody has answered is the same request, not a second one.
        const open = mine?.helpId && help.view(mine.helpId);
        if (open && !open.answered) return reply.code(201).send(open);
        const view = help.ask(request.body.screen);
        if (mine) turns.asked(mine, view.helpId);
        return reply.code(201).send(view);
      },
    );
  };
}
