import {
  AnswerSubmission,
  EqualityCount,
  MoveSubmission,
  type StaffRole,
  SubmissionId,
  SubmissionOpened,
  SubmissionRow,
} from "@drop-in/contracts";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { CentreError } from "../centre-error.ts";
import type { Staff } from "../staff/staff.store.ts";
import type { SubmissionService } from "../submissions/submission.service.ts";

export type SubmissionParts = { submissions: SubmissionService };

const mayRead: readonly StaffRole[] = ["clinician", "adviser", "session-lead"];
const nothing = z.null().describe("no body");
const params = z.object({ id: SubmissionId });

/** What people sent. Who works with machines sees none of it. */
export function submissionRoutes({
  submissions,
  signedIn,
}: SubmissionParts & {
  signedIn: (request: FastifyRequest) => Promise<Staff>;
}): FastifyPluginAsyncZod {
  async function reader(request: FastifyRequest): Promise<Staff> {
    const staff = await signedIn(request);
    if (mayRead.includes(staff.role)) return staff;
    throw new CentreError("not-allowed", "What people sent is read by who answers them.");
  }

  return async (app) => {
    app.get(
      "/submissions",
      { schema: { response: { 200: z.array(SubmissionRow) } } },
      async (request) => {
        await reader(request);
        return submissions.list();
      },
    );
    app.get(
      "/equality",
      { schema: { response: { 200: z.array(EqualityCount) } } },
      async (request) => {
        await signedIn(request);
        return submissions.equality();
      },
    );
    app.get(
      "/submissions/:id",
      { schema: { params, response: { 200: SubmissionOpened } } },
      async (request) => {
        await reader(request);
        return submissions.open(request.params.id);
      },
    );
    app.post(
      "/submissions/:id/steps",
      { schema: { params, body: MoveSubmission, response: { 204: nothing } } },
      async (request, reply) => {
        const { staffId } = await reader(request);
        await submissions.move(request.params.id, request.body, staffId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/submissions/:id/messages",
      { schema: { params, body: AnswerSubmission, response: { 204: nothing } } },
      async (request, reply) => {
        const { staffId } = await reader(request);
        await submissions.answer(request.params.id, request.body, staffId);
        return reply.code(204).send(null);
      },
    );
  };
}
