import type { DisplayLive } from "@drop-in/contracts";
import type { FastifyInstance } from "fastify";
import type { Timer } from "../adapters/clock.ts";
import type { Changes } from "../changes.ts";
import { sendLive } from "../http/live-stream.ts";

type Parts = { view: () => DisplayLive; changes: Changes; timer: Timer };

export function displayRoutes({ view, changes, timer }: Parts) {
  return async (app: FastifyInstance) => {
    app.get("/api/display/live", (_request, reply) => {
      sendLive(reply, { changes, timer, view: () => JSON.stringify(view()) });
    });
  };
}
