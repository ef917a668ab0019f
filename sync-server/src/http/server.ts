import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "@drop-in/contracts";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import serveStatic from "@fastify/static";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Log } from "../adapters/log.ts";
import { CentreError, httpStatusOf } from "../centre-error.ts";
import { guardConsole } from "./guard.ts";

type Options = { log: Log; uiDir: string; host: string };

/** The console's web server: guarded, with one way to say no. Routes are registered by the caller. */
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
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: false, // TLS, where there is any, ends in front of this process
    referrerPolicy: { policy: "no-referrer" },
  });
  guardConsole(app, host);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, problem } = toProblem(error);
    if (status >= 500) {
      log.error({ event: "request.failed", url: request.routeOptions.url, error: error.message });
    }
    if (problem.retryAfterSeconds) void reply.header("retry-after", problem.retryAfterSeconds);
    return reply.code(status).send(problem);
  });
  await serveConsole(app, uiDir, log);
  return app;
}

function toProblem(error: FastifyError): { status: number; problem: Problem } {
  if (error instanceof CentreError) {
    const { code, message, retryAfterSeconds } = error;
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return { status: httpStatusOf[code], problem: { code, message, ...wait } };
  }
  const status = error.statusCode ?? 500;
  if (error.validation || status < 500) {
    const problem = { code: "bad-request", message: error.message };
    return { status: error.statusCode ?? 400, problem };
  }
  return { status: 500, problem: { code: "bug", message: "Something went wrong here." } };
}

async function serveConsole(app: FastifyInstance, uiDir: string, log: Log): Promise<void> {
  if (!existsSync(join(uiDir, "console", "index.html"))) {
    log.warn({ event: "console.not-built", uiDir, remedy: "npm run build" });
    app.get("/", (_request, reply) =>
      reply.code(503).type("text/plain").send("The console is not built. Run: npm run build\n"),
    );
    return;
  }
  await app.register(serveStatic, {
    root: join(uiDir, "assets"),
    prefix: "/assets/",
    immutable: true,
    maxAge: "1y",
  });
  app.get("/", (_request, reply) =>
    reply
      .header("cache-control", "no-store")
      .sendFile("index.html", join(uiDir, "console"), { cacheControl: false }),
  );
}
