import { z } from "zod";

/** What we can honestly say about a wait. `unknown` is said as unknown, never as a guess. */
export const Wait = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("estimate"),
    aboutMinutes: z.number().int().min(0),
    fromMinutes: z.number().int().min(0),
    toMinutes: z.number().int().min(0),
    asOf: z.iso.datetime(),
  }),
  z.object({ kind: z.literal("next"), asOf: z.iso.datetime() }),
  z.object({ kind: z.literal("not-open-yet"), asOf: z.iso.datetime() }),
]);
export type Wait = z.infer<typeof Wait>;
