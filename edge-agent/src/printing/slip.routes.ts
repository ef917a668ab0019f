import { Printed, TurnOnly } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { SignedIn } from "../staff/signed-in.ts";
import type { TurnService } from "../turns/turn.service.ts";
import type { SlipService } from "./slip.service.ts";

const answers = { response: { 200: Printed } };

/** Paper that belongs to no visit: the tape for the person at the screen. */
export function tapeRoutes(slips: SlipService, turns: TurnService): FastifyPluginAsyncZod {
  return async (app) => {
    app.post("/tape", { schema: { body: TurnOnly, ...answers } }, async (request) => {
      turns.need(request.body.turnId);
      return slips.printTape();
    });
  };
}

/** For those who look after the printer. Each press is one slip. */
export function staffSlipRoutes(slips: SlipService, signedIn: SignedIn): FastifyPluginAsyncZod {
  return async (app) => {
    app.post("/printer/test-slip", { schema: answers }, async (request) => {
      signedIn(request);
      return slips.printTest();
    });
    app.post("/printer/tape", { schema: answers }, async (request) => {
      signedIn(request);
      return slips.printTape();
    });
  };
}
