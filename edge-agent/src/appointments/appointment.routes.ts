import { AppointmentSearch, FindAppointment } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import type { TurnService } from "../turns/turn.service.ts";
import type { AppointmentService } from "./appointment.service.ts";

export function appointmentRoutes(
  appointments: Pick<AppointmentService, "find">,
  turns: TurnService,
): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/appointments/find",
      { schema: { body: FindAppointment, response: { 200: AppointmentSearch } } },
      async (request) => {
        const { turnId, ...said } = request.body;
        const turn = turns.need(turnId);
        const search = appointments.find(said);
        if ("appointments" in search) {
          for (const { appointmentId } of search.appointments) turn.appointments.add(appointmentId);
        }
        return search;
      },
    );
  };
}
