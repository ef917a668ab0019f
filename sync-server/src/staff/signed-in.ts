import type { FastifyReply, FastifyRequest } from "fastify";
import { CentreError } from "../centre-error.ts";
import type { StaffService } from "./staff.service.ts";
import type { Staff } from "./staff.store.ts";

const COOKIE = "drop-in-console";

/** Who is signed in at the console that asks; nobody is refused. */
export type SignedIn = (request: FastifyRequest) => Promise<Staff>;

export function createSignedIn(staff: StaffService): SignedIn {
  return async (request) => {
    const who = await staff.who(tokenOf(request));
    if (!who) throw new CentreError("not-signed-in", "Sign in first.");
    return who;
  };
}

export const tokenOf = (request: FastifyRequest): string | undefined => request.cookies[COOKIE];

export function setToken(reply: FastifyReply, token: string): void {
  void reply.setCookie(COOKIE, token, { path: "/", httpOnly: true, sameSite: "strict" });
}

export const clearToken = (reply: FastifyReply): FastifyReply =>
  reply.clearCookie(COOKIE, { path: "/" });
