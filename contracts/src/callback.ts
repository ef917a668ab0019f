import { z } from "zod";

/** How the team can reach the person. A phone is one way of several, never a condition. */
export const CallbackReach = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("phone"), leaveMessage: z.boolean() }),
  z.object({ kind: z.literal("trusted-person") }),
  z.object({ kind: z.literal("come-back") }),
]);
export type CallbackReach = z.infer<typeof CallbackReach>;

/** pressed → asked (we know how to reach them) → triaged → trying → spoke | cannot-reach; or abandoned, withdrawn. */
export const CallbackState = z.enum([
  "pressed",
  "asked",
  "triaged",
  "trying",
  "spoke",
  "cannot-reach",
  "withdrawn",
  "abandoned",
]);
export type CallbackState = z.infer<typeof CallbackState>;
