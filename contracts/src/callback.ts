import { z } from "zod";

/** How the team can reach the person. A phone is one way of several, never a condition. */
export const CallbackReach = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("phone"), leaveMessage: z.boolean() }),
  z.object({ kind: z.literal("trusted-person") }),
  z.object({ kind: z.literal("come-back") }),
]);
export type CallbackReach = z.infer<typeof CallbackReach>;

/** What identifies the person who asked, and is sealed at once. A number as in E.164. */
export const CallbackPersonal = z.object({ phone: z.string().max(20) });
export type CallbackPersonal = z.infer<typeof CallbackPersonal>;

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
