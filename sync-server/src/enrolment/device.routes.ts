import { SealedAnswer, SealedBody } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { CentreError } from "../centre-error.ts";
import type { EnrolmentService } from "./enrolment.service.ts";
import type { LettingIn } from "./letting-in.service.ts";
import type { RevocationLists } from "./revocation-list.ts";

type Parts = {
  enrolment: EnrolmentService;
  lettingIn: LettingIn;
  revocationLists: RevocationLists;
};

/** What boxes ask (contracts/src/enrolment.ts), under /api/devices. Nobody is signed in: each body proves itself. */
export function deviceRoutes({
  enrolment,
  lettingIn,
  revocationLists,
}: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get(
      "/introduction/:fingerprint",
      { schema: { params: z.object({ fingerprint: z.string().regex(/^[0-9a-f]{32}$/) }) } },
      async (request, reply) => {
        const document = await enrolment.document(request.params.fingerprint);
        if (document === undefined) {
          throw new CentreError("not-found", "This centre never introduced itself like that.");
        }
        return reply.type("application/json").send(document);
      },
    );
    app.post(
      "/enrol",
      { schema: { body: SealedBody, response: { 200: SealedAnswer } } },
      async (request) => lettingIn.enrol(request.body),
    );
    app.post(
      "/renew",
      { schema: { body: SealedBody, response: { 200: SealedAnswer } } },
      async (request) => lettingIn.renew(request.body),
    );
    app.get("/authority.crl", (_, reply) =>
      reply.type("application/x-pem-file").send(revocationLists.latest().pem),
    );
  };
}
