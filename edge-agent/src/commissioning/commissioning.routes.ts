import {
  ConnectMachine,
  DraftPlan,
  FoundPorts,
  LearnResult,
  LearnStepAt,
  MachinePlan,
  type StaffCard,
  TestVend,
  TestVendSeen,
} from "@drop-in/contracts";
import type { FastifyRequest } from "fastify";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import type { SignedIn } from "../staff/signed-in.ts";
import type { CommissioningService } from "./commissioning.service.ts";

type Parts = {
  commissioning: CommissioningService;
  signedIn: SignedIn;
  listPorts: () => Promise<FoundPorts>;
};

const done = { 204: z.null() };
const mayCommission: readonly StaffCard["role"][] = ["stock-keeper", "estates", "session-lead"];

export function commissioningRoutes(parts: Parts): FastifyPluginAsyncZod {
  const { commissioning } = parts;

  function technician(request: FastifyRequest): StaffCard {
    const card = parts.signedIn(request);
    if (mayCommission.includes(card.role)) return card;
    throw new AgentError("not-allowed", "Bringing a machine into service is not yours to do.");
  }

  return async (app) => {
    app.addHook("preHandler", async (request) => void technician(request));
    app.get("/ports", { schema: { response: { 200: FoundPorts } } }, () => parts.listPorts());
    app.post("/begin", { schema: { response: done } }, async (_request, reply) => {
      commissioning.begin();
      return reply.code(204).send(null);
    });
    app.post(
      "/connect",
      { schema: { body: ConnectMachine, response: done } },
      async (request, reply) => {
        await commissioning.connect(request.body);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/learn/look",
      { schema: { body: LearnStepAt, response: done } },
      async (request, reply) => {
        await commissioning.look(request.body);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/learn/compare",
      { schema: { body: LearnStepAt, response: { 200: LearnResult } } },
      (request) => commissioning.compare(request.body),
    );
    app.post("/draft", { schema: { body: DraftPlan, response: done } }, async (request, reply) => {
      commissioning.lay(request.body);
      return reply.code(204).send(null);
    });
    app.post(
      "/test-vend",
      { schema: { body: TestVend, response: done } },
      async (request, reply) => {
        commissioning.testVend(request.body.slotId, technician(request).staffId);
        return reply.code(204).send(null);
      },
    );
    app.post(
      "/test-vend/seen",
      { schema: { body: TestVendSeen, response: done } },
      async (request, reply) => {
        commissioning.testVendSeen(request.body.seen);
        return reply.code(204).send(null);
      },
    );
    app.post("/save", { schema: { response: done } }, async (request, reply) => {
      await commissioning.save(technician(request).staffId);
      return reply.code(204).send(null);
    });
    app.post("/leave", { schema: { response: done } }, async (_request, reply) => {
      await commissioning.leave();
      return reply.code(204).send(null);
    });
    app.get("/plan", { schema: { response: { 200: MachinePlan } } }, async () => {
      const plan = commissioning.plan();
      if (!plan) throw new AgentError("not-found", "This box has no machine yet.");
      return plan;
    });
    app.post(
      "/import",
      { schema: { body: MachinePlan, response: done } },
      async (request, reply) => {
        commissioning.importPlan(request.body);
        return reply.code(204).send(null);
      },
    );
  };
}
