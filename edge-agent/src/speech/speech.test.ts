import Fastify from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { expect, test } from "vitest";
import { hub } from "../acts.fixture.ts";
import { speechRoutes } from "./speech.routes.ts";

const door = "/api/visitor/speech/door?language=en&label=7&row=lower";

test("a box without a voice says so", async () => {
  const { app } = await hub();
  expect((await app.inject(door)).statusCode).toBe(404);
});

test("a door is spoken once and remembered", async () => {
  const said: string[] = [];
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(
    speechRoutes(async (text) => {
      said.push(text);
      return Uint8Array.of(82, 73);
    }),
    { prefix: "/api/visitor" },
  );
  for (const _ of [1, 2]) {
    expect((await app.inject(door)).headers["content-type"]).toBe("audio/wav");
  }
  expect(said).toEqual(["Your item is behind door 7, lower row."]);
});
