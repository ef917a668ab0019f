import type { StaffCard } from "@drop-in/contracts";
import type { FastifyRequest } from "fastify";
import { AgentError } from "../agent-error.ts";
import type { StaffService } from "./staff.service.ts";

export const COOKIE = "drop-in-staff";

/** Who sends this request. Nobody signed in is refused. */
export type SignedIn = (request: FastifyRequest) => StaffCard;

export function createSignedIn(staff: StaffService): SignedIn {
  return (request) => {
    const card = staff.who(request.cookies[COOKIE]);
    if (!card) throw new AgentError("not-signed-in", "Please sign in.");
    return card;
  };
}
