import { CommandsNow, WishCommand } from "@drop-in/contracts";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Staff } from "../staff/staff.store.ts";
import type { CommandService } from "./command.service.ts";

type Parts = {
  commands: CommandService;
  /** Who is signed in at a console; throws for nobody. */
  signedIn: (request: FastifyRequest) => Promise<Staff>;
};

/** What is wished of devices from the console, under /api/console/commands. */
export function commandRoutes({ commands, signedIn }: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/", { schema: { response: { 200: CommandsNow } } }, async (request) => {
      await signedIn(request);
      return { commands: await commands.latest(), alerts: await commands.alerts() };
    });
    app.post(
      "/",
      { schema: { body: WishCommand, response: { 204: z.null().describe("no body") } } },
      async (request, reply) => {
        await commands.wish(request.body, await signedIn(request));
        return reply.code(204).send(null);
      },
    );
  };
}
