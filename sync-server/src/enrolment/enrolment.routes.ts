import {
  DeviceId,
  EnrolmentNow,
  Introduced,
  NewDevice,
  RevokeDevice,
  RevokedDevice,
} from "@drop-in/contracts";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { EnrolmentService } from "./enrolment.service.ts";

type Parts = {
  enrolment: EnrolmentService;
  /** Who asks, as the book of acts will name them; throws for somebody who may not. */
  actor: (request: FastifyRequest) => Promise<string>;
};

const params = z.object({ deviceId: DeviceId });

/** Who may be a device, decided at the console or on the centre's own command line. */
export function enrolmentRoutes({ enrolment, actor }: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/", { schema: { response: { 200: EnrolmentNow } } }, async (request) => {
      await actor(request);
      return enrolment.now();
    });
    app.post("/", { schema: { body: NewDevice, response: { 200: Introduced } } }, async (request) =>
      enrolment.add(request.body, await actor(request)),
    );
    app.post(
      "/:deviceId/again",
      { schema: { params, response: { 200: Introduced } } },
      async (request) => enrolment.again(request.params.deviceId, await actor(request)),
    );
    app.post(
      "/:deviceId/revoke",
      { schema: { params, body: RevokeDevice, response: { 200: RevokedDevice } } },
      async (request) => {
        const by = await actor(request);
        return enrolment.revoke(request.params.deviceId, by, request.body.reason);
      },
    );
  };
}
