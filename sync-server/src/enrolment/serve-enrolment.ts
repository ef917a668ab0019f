import type { StaffRole } from "@drop-in/contracts";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AdminToken } from "../adapters/admin-token.ts";
import { CentreError } from "../centre-error.ts";
import { deviceRoutes } from "./device.routes.ts";
import { enrolmentRoutes } from "./enrolment.routes.ts";
import type { Enrolment } from "./enrolment.ts";

type Parts = Enrolment & {
  /** Who is signed in at a console; throws for nobody. */
  signedIn: (request: FastifyRequest) => Promise<{ name: string; role: StaffRole }>;
  adminToken: AdminToken;
};

const mayEnrol: ReadonlySet<StaffRole> = new Set(["estates", "session-lead"]);

/** The three doors of enrolment: of boxes, of the console, and of the command line on the centre's own machine. */
export async function serveEnrolment(app: FastifyInstance, parts: Parts): Promise<void> {
  const { enrolment, signedIn, adminToken } = parts;
  await app.register(deviceRoutes(parts), { prefix: "/api/devices" });
  await app.register(enrolmentRoutes({ enrolment, actor: staffActor }), {
    prefix: "/api/console/enrolment",
  });
  await app.register(enrolmentRoutes({ enrolment, actor: adminActor }), {
    prefix: "/api/admin/enrolment",
  });
  app.post("/api/admin/rotate-sealing", async (request, reply) => {
    await adminActor(request);
    await parts.rotateSealing();
    return reply.code(204).send();
  });

  async function staffActor(request: FastifyRequest): Promise<string> {
    const { name, role } = await signedIn(request);
    if (!mayEnrol.has(role)) {
      throw new CentreError("not-allowed", "Only estates and session leads decide about devices.");
    }
    return name;
  }
  async function adminActor(request: FastifyRequest): Promise<string> {
    const said = /^Bearer ([0-9a-f]{64})$/.exec(request.headers.authorization ?? "")?.[1];
    if (said === undefined || !adminToken.isIt(said)) {
      throw new CentreError("not-signed-in", "This needs the token in the centre's data folder.");
    }
    return "command line";
  }
}
