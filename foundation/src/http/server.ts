import type { Problem } from "@drop-in/contracts";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Log } from "../adapters/log.ts";
import { Refusal } from "../refusal.ts";
import { guardApi } from "./guard.ts";

type Options = {
  log: Log;
  host: string;
  /** The name people know it by, where a proxy stands in front. */
  publicName?: string | undefined;
  /** The HTTP status of every code this program refuses with. */
  statusOf: Readonly<Record<string, number>>;
};

/** A web server for our own pages only, with one way to say no. Routes are registered by the caller. */
export async function createServer(options: Options): Promise<FastifyInstance> {
  const { log, host, publicName, statusOf } = options;
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
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: false, // TLS, where there is any, ends in front of this process
    referrerPolicy: { policy: "no-referrer" },
  });
  guardApi(app, publicName === undefined ? [host] : [host, publicName]);
  app.setErrorHandler((error: FastifyError | Refusal<string>, request, reply) => {
    const { status, problem } = toProblem(error, statusOf);
    if (status >= 500 && !(error instanceof Refusal)) {
      log.error({ event: "request.failed", url: request.routeOptions.url, error: error.message });
    }
    if (problem.retryAfterSeconds) void reply.header("retry-after", problem.retryAfterSeconds);
    return reply.code(status).send(problem);
  });
  return app;
}

function toProblem(
  error: FastifyError | Refusal<string>,
  statusOf: Options["statusOf"],
): { status: number; problem: Problem } {
  if (error instanceof Refusal) {
    const { code, message, retryAfterSeconds } = error;
    const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    return { status: statusOf[code] ?? 403, problem: { code, message, ...wait } };
  }
  const status = error.statusCode ?? 500;
  if (error.validation || status < 500) {
    return {
      status: error.statusCode ?? 400,
      problem: { code: "bad-request", message: error.message },
    };
  }
  return { status: 500, problem: { code: "bug", message: "Something went wrong here." } };
}
