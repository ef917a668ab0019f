import { z } from "zod";
import { Matter } from "./visit.ts";

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

/** When somebody can be called, by the clock of the site. */
export const CallbackWindow = z.enum(["soon", "morning", "afternoon", "evening", "saturday"]);
export type CallbackWindow = z.infer<typeof CallbackWindow>;

/** What is all right when the phone rings, and nobody else may know. Not said: not all right. */
export const SafeContact = z.enum(["say-who", "leave-message", "text-first"]);
export type SafeContact = z.infer<typeof SafeContact>;

/** How somebody wants to be called: all of it may be passed over. */
export const CallbackWishes = z.object({
  safe: z.array(SafeContact).max(3),
  windows: z.array(CallbackWindow).max(3),
  interpreter: z.enum(["phone", "bsl", "relay", "none"]).optional(),
  matters: z.array(Matter).max(3),
  /** A safety question was answered with yes, and they want to be called first. */
  urgent: z.boolean(),
});
export type CallbackWishes = z.infer<typeof CallbackWishes>;

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
