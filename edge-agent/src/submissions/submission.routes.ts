import {
  Printed,
  PrintSlip,
  Said,
  SendSubmission,
  SentSubmission,
  SubmissionId,
} from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import type { SlipService } from "../printing/slip.service.ts";
import type { TurnService } from "../turns/turn.service.ts";
import type { SubmissionService } from "./submission.service.ts";

type Parts = { submissions: SubmissionService; turns: TurnService; slips: SlipService };

export function submissionRoutes({ submissions, turns, slips }: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/submissions",
      { schema: { body: SendSubmission, response: { 201: SentSubmission } } },
      async (request, reply) => {
        const { turnId, requestId, kind, language, ...said } = request.body;
        turns.need(turnId);
        const sending = { requestId, kind, language, said: Said.parse(said) };
        return reply.code(201).send(await submissions.send(sending));
      },
    );
    app.post(
      "/submissions/:submissionId/print",
      {
        schema: {
          params: z.object({ submissionId: SubmissionId }),
          body: PrintSlip,
          response: { 200: Printed },
        },
      },
      async (request) => {
        const { ticket } = submissions.find(request.params.submissionId);
        if (ticket === null) throw new AgentError("not-found", "It has no word to print.");
        return slips.printWord(ticket, request.body.language);
      },
    );
  };
}
