import type { Changes } from "@drop-in/foundation";
import type { FastifyInstance } from "fastify";
import type { Authorities } from "./adapters/authorities.ts";
import type { Services } from "./agent-services.ts";
import type { Views } from "./agent-views.ts";
import { appointmentRoutes } from "./appointments/appointment.routes.ts";
import { attemptRoutes } from "./attempts/attempt.routes.ts";
import { settleRoutes } from "./attempts/settle.routes.ts";
import { callbackRoutes } from "./callbacks/callback.routes.ts";
import { collectionRoutes } from "./collections/collection.routes.ts";
import { commissioningRoutes } from "./commissioning/commissioning.routes.ts";
import { contentRoutes } from "./content/content.routes.ts";
import type { Hardware } from "./devices/hardware.ts";
import { displayRoutes } from "./display/display.routes.ts";
import { equalityRoutes } from "./equality/equality.routes.ts";
import { helpRoutes } from "./help/help.routes.ts";
import { staffSlipRoutes, tapeRoutes } from "./printing/slip.routes.ts";
import { type Speak, speechRoutes } from "./speech/speech.routes.ts";
import { createSignedIn } from "./staff/signed-in.ts";
import { staffRoutes } from "./staff/staff.routes.ts";
import type { Watchers } from "./staff/watchers.ts";
import { submissionRoutes } from "./submissions/submission.routes.ts";
import { turnRoutes } from "./turns/turn.routes.ts";
import { visitRoutes } from "./visits/visit.routes.ts";
import { wordRoutes } from "./words/word.routes.ts";

type Parts = {
  services: Services;
  views: Views;
  hardware: Hardware;
  authorities: Authorities;
  changes: Changes;
  watchers: Watchers;
  speak?: Speak;
};

/** Who may ask the agent for what: the visitor's addresses, the staff's behind a sign-in, and the display's. */
export async function serveAgent(app: FastifyInstance, parts: Parts): Promise<void> {
  const { services, views, hardware, changes, watchers } = parts;
  const { timer, log } = parts.authorities;
  const {
    visits,
    callbacks,
    collections,
    attempts,
    settle,
    help,
    turns,
    slips,
    appointments,
    submissions,
  } = services;
  const onFailure = (error: unknown) => log.error({ event: "view.failed", error: String(error) });
  const live = { changes, timer, onFailure };
  const prefix = "/api/visitor";
  await app.register(turnRoutes({ ...live, turns, view: views.visitor }), { prefix });
  await app.register(visitRoutes({ visits, slips, turns }), { prefix });
  await app.register(appointmentRoutes(appointments, turns), { prefix });
  await app.register(tapeRoutes(slips, turns), { prefix });
  await app.register(callbackRoutes({ callbacks, turns, slips }), { prefix });
  await app.register(submissionRoutes({ submissions, turns, slips }), { prefix });
  await app.register(equalityRoutes(services.equality, turns), { prefix });
  await app.register(wordRoutes(services.words, turns), { prefix });
  await app.register(contentRoutes(services), { prefix });
  await app.register(collectionRoutes(collections, turns), { prefix });
  await app.register(attemptRoutes({ attempts, settle, turns }), { prefix });
  await app.register(helpRoutes(help, turns), { prefix });
  await app.register(speechRoutes(parts.speak ?? (async () => undefined)), { prefix });
  const signedIn = createSignedIn(services.staff);
  const forStaff = { prefix: "/api/staff" };
  const desk = { ...live, ...services, signedIn, watchers, view: views.staff };
  await app.register(staffRoutes(desk), forStaff);
  await app.register(staffSlipRoutes(slips, signedIn), forStaff);
  await app.register(settleRoutes({ ...services, signedIn }), forStaff);
  await app.register(
    commissioningRoutes({ ...services, signedIn, listPorts: hardware.listPorts }),
    { prefix: "/api/staff/commissioning" },
  );
  await app.register(displayRoutes({ ...live, view: views.display }));
}
