import {
  AskCallback,
  CallbackId,
  CallbackPromise,
  PressCallback,
  Printed,
  PrintSlip,
} from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SlipService } from "../printing/slip.service.ts";
import type { TurnService } from "../turns/turn.service.ts";
import type { CallbackService } from "./callback.service.ts";

type Parts = { callbacks: CallbackService; turns: TurnService; slips: SlipService };

const params = z.object({ callbackId: CallbackId });

export function callbackRoutes({ callbacks, turns, slips }: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/callbacks",
      { schema: { body: PressCallback, response: { 201: CallbackPromise } } },
      async (request, reply) => {
        turns.need(request.body.turnId);
        return reply.code(201).send(callbacks.press(request.body));
      },
    );
    app.post(
      "/callbacks/:callbackId/ask",
      { schema: { params, body: AskCallback, response: { 200: CallbackPromise } } },
      async (request) => callbacks.ask(request.params.callbackId, request.body.reach),
    );
    app.post(
      "/callbacks/:callbackId/print",
      { schema: { params, body: PrintSlip, response: { 200: Printed } } },
      async (request) =>
        slips.printCallback(callbacks.find(request.params.callbackId), request.body.language),
    );
  };
}
