import { ImportAppointments, ImportedAppointments, type StaffRole } from "@drop-in/contracts";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { AppointmentService } from "../appointments/appointment.service.ts";
import { CentreError } from "../centre-error.ts";
import type { Staff } from "../staff/staff.store.ts";

export type AppointmentParts = { appointments: AppointmentService };

const mayImport: readonly StaffRole[] = ["greeter", "clinician", "adviser", "session-lead"];
const LONGEST_LIST_BYTES = 2 * 1024 * 1024;

export function appointmentRoutes({
  appointments,
  signedIn,
}: AppointmentParts & {
  signedIn: (request: FastifyRequest) => Promise<Staff>;
}): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/appointments",
      {
        bodyLimit: LONGEST_LIST_BYTES,
        schema: { body: ImportAppointments, response: { 200: ImportedAppointments } },
      },
      async (request) => {
        const { staffId, role } = await signedIn(request);
        if (!mayImport.includes(role)) {
          throw new CentreError("not-allowed", "Lists are brought in by who works with people.");
        }
        return appointments.take(request.body, staffId);
      },
    );
  };
}
