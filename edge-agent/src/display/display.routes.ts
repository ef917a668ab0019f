import type { DisplayLive } from "@drop-in/contracts";
import { type Changes, sendLive, type Timer, viewOf } from "@drop-in/foundation";
import type { FastifyInstance } from "fastify";

type Parts = {
  view: () => DisplayLive;
  changes: Changes;
  timer: Timer;
  onFailure: (error: unknown) => void;
};

export function displayRoutes({ view, changes, timer, onFailure }: Parts) {
  return async (app: FastifyInstance) => {
    app.get("/api/display/live", (_request, reply) => {
      sendLive(reply, { changes, timer, onFailure, view: () => viewOf(view()) });
    });
  };
}
