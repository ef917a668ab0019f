import { CheckedIn, CheckIn, Printed, VisitId } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import type { SlipService } from "../printing/slip.service.ts";
import type { TurnService } from "../turns/turn.service.ts";
import type { VisitService } from "./visit.service.ts";

type Parts = { visits: VisitService; slips: SlipService; turns: TurnService };

export function visitRoutes({ visits, slips, turns }: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/visits",
      { schema: { body: CheckIn, response: { 201: CheckedIn } } },
      async (request, reply) => {
        const { turnId, ...arrival } = request.body;
        if (arrival.appointmentIds !== undefined) {
          const { appointments } = turns.need(turnId);
          if (!arrival.appointmentIds.every((one) => appointments.has(one))) {
            throw new AgentError("not-found", "Nobody has found this appointment here.");
          }
        }
        return reply.code(201).send(visits.checkIn(arrival));
      },
    );
    app.post(
      "/visits/:visitId/print",
      { schema: { params: z.object({ visitId: VisitId }), response: { 200: Printed } } },
      async (request) => slips.printTicket(visits.find(request.params.visitId)),
    );
  };
}
