import { z } from "zod";

/** Identifiers are branded so that a slot cannot be passed where a machine is meant. */
export const SiteId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand<"SiteId">();
export type SiteId = z.infer<typeof SiteId>;

/** One edge box. Appears in topics, so it is opaque and never a place name or a person. */
export const DeviceId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand<"DeviceId">();
export type DeviceId = z.infer<typeof DeviceId>;

export const MachineId = z
  .string()
  .regex(/^[a-z0-9-]{1,40}$/)
  .brand<"MachineId">();
export type MachineId = z.infer<typeof MachineId>;

/** One cell of a machine: tray letter, then column, as printed on the shelf label ("B04"). */
export const SlotId = z
  .string()
  .regex(/^[A-Z](0[1-9]|[1-9][0-9])$/)
  .brand<"SlotId">();
export type SlotId = z.infer<typeof SlotId>;

export const ProductId = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .brand<"ProductId">();
export type ProductId = z.infer<typeof ProductId>;

/** A product in one size and side: the thing that is picked, counted and handed out. */
export const VariantId = z
  .string()
  .regex(/^[a-z0-9/-]{1,80}$/)
  .brand<"VariantId">();
export type VariantId = z.infer<typeof VariantId>;

export const VisitId = z.uuid().brand<"VisitId">();
export type VisitId = z.infer<typeof VisitId>;

export const SessionId = z.uuid().brand<"SessionId">();
export type SessionId = z.infer<typeof SessionId>;

export const CallbackId = z.uuid().brand<"CallbackId">();
export type CallbackId = z.infer<typeof CallbackId>;

/** One person's use of a screen, from first touch to wipe. */
export const TurnId = z.uuid().brand<"TurnId">();
export type TurnId = z.infer<typeof TurnId>;

/** The right of one person to take one variant, once. */
export const CollectionId = z.uuid().brand<"CollectionId">();
export type CollectionId = z.infer<typeof CollectionId>;

/** One physical try to dispense. */
export const AttemptId = z.uuid().brand<"AttemptId">();
export type AttemptId = z.infer<typeof AttemptId>;

/** What somebody sent at the end of a journey. */
export const SubmissionId = z.uuid().brand<"SubmissionId">();
export type SubmissionId = z.infer<typeof SubmissionId>;

export const HelpId = z.uuid().brand<"HelpId">();
export type HelpId = z.infer<typeof HelpId>;

/** One wish of somebody at the centre that a device do something. */
export const CommandId = z.uuid().brand<"CommandId">();
export type CommandId = z.infer<typeof CommandId>;

export const RecallId = z.uuid().brand<"RecallId">();
export type RecallId = z.infer<typeof RecallId>;

export const StaffId = z.uuid().brand<"StaffId">();
export type StaffId = z.infer<typeof StaffId>;

/** New whenever a device's database is new, so that a restored card cannot reuse numbers. */
export const Epoch = z.uuid().brand<"Epoch">();
export type Epoch = z.infer<typeof Epoch>;
