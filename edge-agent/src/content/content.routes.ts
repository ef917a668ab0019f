import { VisitorContent } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";

export function contentRoutes(content: () => VisitorContent): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/content", { schema: { response: { 200: VisitorContent } } }, async () => content());
  };
}
