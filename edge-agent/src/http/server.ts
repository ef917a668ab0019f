import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "@drop-in/contracts";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import serveStatic from "@fastify/static";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Log } from "../adapters/log.ts";
import { AgentError, httpStatusOf } from "../agent-error.ts";
import { guardLocalApi } from "./guard.ts";

type Options = { log: Log; uiDir: string; host: string };

/** The agent's local web server: guarded, with one way to say no. Routes are registered by main. */
export async function createServer({ log, uiDir, host }: Options): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: false, // the screens are on this machine and speak plain HTTP to it
    referrerPolicy: { policy: "no-referrer" },
  });
  guardLocalApi(app, host);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, problem } = toProblem(error);
    if (status >= 500 && !(error instanceof AgentError)) {
      log.error({ event: "request.failed", url: request.routeOptions.url, error: error.message });
    }
    if (problem.retryAfterSeconds) void reply.header("retry-after", problem.retryAfterSeconds);
    return reply.code(status).send(problem);
  });
  await serveScreens(app, uiDir, log);
  return app;
}

function toProblem(error: FastifyError): { status: number; problem: Problem } {
  if (error instanceof AgentError) {
    const { code, message, retryAfterSeconds } = error;
    return {
      status: httpStatusOf[code],
      problem: { code, message, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) },
    };
  }
  if (error.validation || (error.statusCode ?? 500) < 500) {
    return {
      status: error.statusCode ?? 400,
      problem: { code: "bad-request", message: error.message },
    };
  }
  return { status: 500, problem: { code: "bug", message: "Something went wrong here." } };
}

const pages = [
  ["/", "visitor"],
  ["/staff", "staff"],
  ["/display", "display"],
] as const;

async function serveScreens(app: FastifyInstance, uiDir: string, log: Log): Promise<void> {
  if (!existsSync(join(uiDir, "visitor", "index.html"))) {
    log.warn({ event: "screens.not-built", uiDir });
    for (const [path] of pages) {
      app.get(path, (_request, reply) =>
        reply.code(503).type("text/plain").send("The screens are not built. Run: npm run build\n"),
      );
    }
    return;
  }
  await app.register(serveStatic, {
    root: join(uiDir, "assets"),
    prefix: "/assets/",
    immutable: true,
    maxAge: "1y",
  });
  for (const [path, name] of pages) {
    app.get(path, (_request, reply) =>
      reply.header("cache-control", "no-store").sendFile("index.html", join(uiDir, name)),
    );
  }
}
