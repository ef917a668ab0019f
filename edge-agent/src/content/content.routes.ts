import { type Activity, Printed, PrintSlip, VisitorContent } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import type { SlipService } from "../printing/slip.service.ts";

type Parts = {
  content: () => VisitorContent;
  activities: () => readonly Activity[];
  slips: SlipService;
};

export function contentRoutes({ content, activities, slips }: Parts): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/content", { schema: { response: { 200: VisitorContent } } }, async () => content());
    app.post(
      "/activities/:activityId/print",
      {
        schema: {
          params: z.object({ activityId: z.uuid() }),
          body: PrintSlip,
          response: { 200: Printed },
        },
      },
      async (request) => {
        const { activityId } = request.params;
        const activity = activities().find((one) => one.activityId === activityId);
        if (!activity) throw new AgentError("not-found", "Nothing of this name is on near here.");
        return slips.printActivity(activity, request.body.language);
      },
    );
  };
}
