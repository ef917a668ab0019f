import type { FastifyInstance } from "fastify";
import { Refusal } from "../refusal.ts";

/**
 * Keeps other web pages out of the API: only known host names are answered (a rebound DNS name is not),
 * and a change needs a header that no foreign page can send without asking first.
 */
export function guardApi(app: FastifyInstance, own: readonly string[]): void {
  const names = new Set(["localhost", "127.0.0.1", "[::1]", ...own]);

  app.addHook("onRequest", async (request, reply) => {
    const { host: asked = "", origin, "sec-fetch-site": site, "x-drop-in": mark } = request.headers;
    if (!names.has(asked.replace(/:\d+$/, ""))) {
      throw new Refusal("not-from-here", "This name is not served here.");
    }
    // The route that was found, not the address as written: that may be spelt in many ways.
    if (!request.routeOptions.url?.startsWith("/api/")) return;
    void reply.header("cache-control", "no-store");
    const foreign = origin !== undefined && URL.parse(origin)?.host !== asked;
    const crossSite = site !== undefined && site !== "same-origin" && site !== "none";
    if (foreign || crossSite) throw new Refusal("not-from-here", "Only our own pages may ask.");
    if (request.method !== "GET" && mark !== "1") {
      throw new Refusal("not-from-here", "A change needs the header x-drop-in.");
    }
  });
}
