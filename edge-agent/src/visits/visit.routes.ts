import { CheckedIn, CheckIn, Printed, VisitId } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SlipService } from "../printing/slip.service.ts";
import type { VisitService } from "./visit.service.ts";

export function visitRoutes(visits: VisitService, slips: SlipService): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/visits",
      { schema: { body: CheckIn, response: { 201: CheckedIn } } },
      async (request, reply) => reply.code(201).send(visits.checkIn(request.body)),
    );
    app.post(
      "/visits/:visitId/print",
      { schema: { params: z.object({ visitId: VisitId }), response: { 200: Printed } } },
      async (request) => slips.printTicket(visits.find(request.params.visitId)),
    );
  };
}
