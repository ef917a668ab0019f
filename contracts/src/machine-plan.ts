import { z } from "zod";
import { MachineId, SlotId, VariantId } from "./ids.ts";

/**
 * What commissioning leaves behind: which slot of a machine holds what. The file a technician
 * exports and imports. `selection` is the number the controller knows the slot by.
 */
export const PlannedSlot = z.object({
  slotId: SlotId,
  selection: z.number().int().min(1).max(999),
  variantId: VariantId,
  capacity: z.number().int().min(1).max(50),
  par: z.number().int().min(0).max(50),
  stock: z.number().int().min(0).max(50),
  lot: z.string().min(1).max(20),
  expiresOn: z.iso.date().optional(),
});
export type PlannedSlot = z.infer<typeof PlannedSlot>;

/** What trying it out on this very machine has shown. What nobody has tried stays unknown. */
const Learned = z.object({
  /** The byte in the status reply that means the cabinet door is open. */
  doorOpenValue: z.number().int().min(0).max(255).optional(),
  /** The drop sensor was seen to see: its word makes a dispense `confirmed`. */
  dropSensorTrusted: z.boolean(),
});

export const MachinePlan = z.object({
  machineId: MachineId,
  name: z.string().min(1).max(60),
  protocol: z.literal("vmc-fafb"),
  learned: Learned.default({ dropSensorTrusted: false }),
  slots: z.array(PlannedSlot).min(1).max(120),
});
export type MachinePlan = z.infer<typeof MachinePlan>;
