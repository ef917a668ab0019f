import {
  AskCallback,
  CallbackFound,
  CallbackId,
  CallbackPromise,
  FindCallback,
  PressCallback,
  Printed,
  PrintSlip,
  type TurnId,
  TurnOnly,
  WishCallback,
} from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import type { SlipService } from "../printing/slip.service.ts";
import type { TurnService } from "../turns/turn.service.ts";
import type { CallbackService } from "./callback.service.ts";

type Parts = { callbacks: CallbackService; turns: TurnService; slips: SlipService };

const params = z.object({ callbackId: CallbackId });

export function callbackRoutes({ callbacks, turns, slips }: Parts): FastifyPluginAsyncZod {
  /** Asked for, or found by its word, in this turn: nobody changes somebody else's. */
  function mayChange(turnId: TurnId, callbackId: CallbackId): void {
    const has = turns.need(turnId).callbacks.has(callbackId);
    if (!has) throw new AgentError("not-found", "There is no such call-back.");
  }

  return async (app) => {
    app.post(
      "/callbacks",
      { schema: { body: PressCallback, response: { 201: CallbackPromise } } },
      async (request, reply) => {
        const turn = turns.need(request.body.turnId);
        const promise = callbacks.press(request.body);
        turn.callbacks.add(promise.callbackId);
        return reply.code(201).send(promise);
      },
    );
    app.post(
      "/callbacks/:callbackId/ask",
      { schema: { params, body: AskCallback, response: { 200: CallbackPromise } } },
      async (request) => callbacks.ask(request.params.callbackId, request.body.reach),
    );
    app.post(
      "/callbacks/:callbackId/wishes",
      { schema: { params, body: WishCallback, response: { 200: CallbackPromise } } },
      async (request) => {
        mayChange(request.body.turnId, request.params.callbackId);
        return callbacks.wish(request.params.callbackId, request.body.wishes);
      },
    );
    app.post(
      "/callbacks/:callbackId/withdraw",
      { schema: { params, body: TurnOnly, response: { 204: z.null() } } },
      async (request, reply) => {
        mayChange(request.body.turnId, request.params.callbackId);
        callbacks.withdraw(request.params.callbackId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/callbacks/find",
      { schema: { body: FindCallback, response: { 200: CallbackFound } } },
      async (request) => {
        const turn = turns.need(request.body.turnId);
        const found = await callbacks.findByWord(request.body.word);
        if (found.kind === "found") turn.callbacks.add(found.promise.callbackId);
        return found;
      },
    );
    app.post(
      "/callbacks/:callbackId/print",
      { schema: { params, body: PrintSlip, response: { 200: Printed } } },
      async (request) =>
        slips.printCallback(callbacks.find(request.params.callbackId), request.body.language),
    );
  };
}
