import { z } from "zod";
import { CommandId, DeviceId, MachineId, SlotId, StaffId } from "./ids.ts";

/** What a device can be told to do from afar. One door for one command; there is no "open all". */
export const CommandAction = z.discriminatedUnion("type", [
  z.object({ type: z.literal("open-slot"), machineId: MachineId, slotId: SlotId }),
  z.object({ type: z.literal("restart") }),
]);
export type CommandAction = z.infer<typeof CommandAction>;

/** 16 random bytes of the device, hex; used once, within a minute of its own monotonic time. */
export const Challenge = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * A command as it is signed. The challenge makes it fresh without a clock; the counter makes it single; `notAfter` ends it
 * for a device whose clock is believed.
 */
export const Command = z.object({
  commandId: CommandId,
  deviceId: DeviceId,
  action: CommandAction,
  actor: StaffId,
  secondActor: StaffId.optional(),
  reason: z.string().min(1).max(200),
  counter: z.number().int().min(1),
  challenge: Challenge,
  notAfter: z.iso.datetime(),
});
export type Command = z.infer<typeof Command>;

/** The very text that was signed, so that no two programs can disagree about how it is written. Ed25519, base64url. */
export const SignedCommand = z.object({
  text: z.string().max(2_000),
  keyId: z.string().regex(/^[0-9a-f]{8}$/),
  signature: z.string().max(120),
});
export type SignedCommand = z.infer<typeof SignedCommand>;

/** What is signed: this, then the text. A signature for anything else cannot be taken for a command. */
export const COMMAND_CONTEXT = "drop-in/v2/command\0";

/** Why a device did not do what it was told. */
export const CommandRefusal = z.enum([
  "not-signed",
  "not-for-me",
  "stale-challenge",
  "old-counter",
  "expired",
  "unreadable",
  "too-many",
  "too-soon",
  "not-possible",
]);
export type CommandRefusal = z.infer<typeof CommandRefusal>;

/*
 * At the console, for session leads, stock keepers and estates:
 *
 *   GET  /api/console/commands   CommandsNow
 *   POST /api/console/commands   WishCommand → 204; a repeated commandId is the same wish
 */

/** The password of whoever is signed in, once more, and the colleague beside them where two are wanted. */
export const CommandApproval = z.object({
  password: z.string().min(1).max(200),
  second: z
    .object({ name: z.string().min(1).max(60), password: z.string().min(1).max(200) })
    .optional(),
});
export type CommandApproval = z.infer<typeof CommandApproval>;

export const WishCommand = z.object({
  commandId: CommandId,
  deviceId: DeviceId,
  action: CommandAction,
  reason: z.string().trim().min(3).max(200),
  approval: CommandApproval,
});
export type WishCommand = z.infer<typeof WishCommand>;

/** `failed`: the device took it, and it is not proved that it was done. */
export const CommandState = z.enum([
  "wished",
  "challenged",
  "sent",
  "accepted",
  "done",
  "failed",
  "refused",
  "expired",
]);
export type CommandState = z.infer<typeof CommandState>;

export const CommandRow = z.object({
  commandId: CommandId,
  deviceId: DeviceId,
  action: CommandAction,
  /** Names, as the console shows them. */
  actor: z.string(),
  secondActor: z.string().nullable(),
  reason: z.string(),
  state: CommandState,
  why: CommandRefusal.nullable(),
  wishedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
});
export type CommandRow = z.infer<typeof CommandRow>;

/** Where what devices did and what was wished here do not agree. Each wants a person. */
export const CommandAlert = z.object({
  kind: z.enum([
    "nobody-wished-it",
    "other-than-wished",
    "done-twice",
    "done-without-accepting",
    "not-signed",
  ]),
  deviceId: DeviceId,
  commandId: CommandId.nullable(),
  at: z.iso.datetime(),
});
export type CommandAlert = z.infer<typeof CommandAlert>;

export const CommandsNow = z.object({
  commands: z.array(CommandRow),
  alerts: z.array(CommandAlert),
});
export type CommandsNow = z.infer<typeof CommandsNow>;
