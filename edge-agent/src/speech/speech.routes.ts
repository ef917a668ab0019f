import { Handover, Language } from "@drop-in/contracts";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { AgentError } from "../agent-error.ts";
import { doorWords } from "./door-words.ts";

/** A WAV of the text; undefined where this box cannot speak. */
export type Speak = (text: string, language: Language) => Promise<Uint8Array | undefined>;

const Row = Handover.options[1].shape.row.unwrap();
const Door = z.object({
  language: Language,
  label: z.string().regex(/^[A-Z]?\d{1,2}$/),
  row: Row.optional(),
});
const MOST_KEPT = 200;

export function speechRoutes(speak: Speak): FastifyPluginAsyncZod {
  const kept = new Map<string, Uint8Array>();

  return async (app) => {
    app.get("/speech/door", { schema: { querystring: Door } }, async (request, reply) => {
      const { language, label, row } = request.query;
      const text = doorWords(language, label, row ?? null);
      const sound = kept.get(text) ?? (await speak(text, language));
      if (!sound) throw new AgentError("not-found", "This box cannot speak.");
      if (kept.size < MOST_KEPT) kept.set(text, sound);
      return reply.type("audio/wav").send(Buffer.from(sound));
    });
  };
}
