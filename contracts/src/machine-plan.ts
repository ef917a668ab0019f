import { z } from "zod";
import { MachineId, SlotId, VariantId } from "./ids.ts";

/**
 * What commissioning leaves behind: which slot of a machine holds what. The file a technician
 * exports and imports. `selection` is the number the hardware knows the slot by; on a locker it is
 * the board's address times 100 plus the lock, counted from 1.
 */
export const PlannedSlot = z.object({
  slotId: SlotId,
  selection: z.number().int().min(1).max(9_999),
  variantId: VariantId,
  capacity: z.number().int().min(1).max(50),
  par: z.number().int().min(0).max(50),
  stock: z.number().int().min(0).max(50),
  lot: z.string().min(1).max(20),
  expiresOn: z.iso.date().optional(),
  /** How high the door of a compartment is, for people who cannot reach all of them. */
  row: z.enum(["upper", "middle", "lower"]).optional(),
});
export type PlannedSlot = z.infer<typeof PlannedSlot>;

const bit = z.union([z.literal(0), z.literal(1)]);
const byte = z.number().int().min(0).max(255);

/*
 * What trying it out on this very machine has shown, by protocol. What nobody has tried stays undefined,
 * which drivers report as unknown.
 */

const VmcLearned = z.object({
  /** The byte in the status reply that means the cabinet door is open. */
  doorOpenValue: byte.optional(),
  /** The drop sensor was seen to see: its word makes a dispense `confirmed`. */
  dropSensorTrusted: z.boolean().default(false),
  useLift: z.boolean().default(false),
});

const boards = z.array(z.number().int().min(0).max(247)).min(1).max(32);
const LockLearned = {
  boards: boards.default([1]),
  /** A sensor behind each door was seen to see: it may confirm, and prove that nothing was taken. */
  itemSensorTrusted: z.boolean().default(false),
  /** A temperature sensor on the same line (XY-MD02 family): its address, and by what its numbers are divided. */
  climate: z
    .object({
      address: z.number().int().min(1).max(247),
      scale: z.union([z.literal(10), z.literal(100)]),
    })
    .optional(),
};

const KeronLearned = z.object({
  ...LockLearned,
  boards: boards.default([0]),
  /** What the hook bit says of a closed door. */
  hookClosedBit: bit.optional(),
  /** What the infrared bit says of an item that is there. */
  itemPresentBit: bit.optional(),
});

const Lock8aLearned = z.object({
  ...LockLearned,
  /** `closing`: 11h means closed. `opening`: 11h means open. */
  feedback: z.enum(["closing", "opening"]).optional(),
  /** Which status byte of a whole board holds channels 1 to 8. */
  statusByteOrder: z.enum(["first-byte-first", "last-byte-first"]).optional(),
});

const RelayLearned = z.object({
  ...LockLearned,
  /** What a door contact reads when its door is closed. */
  inputClosedBit: bit.optional(),
  pulseMs: z.number().int().min(100).max(10_000).default(500),
});

/** What the machine's own controller asks for when a number is pressed on its keypad. */
const KeypadSelection = z.object({
  selection: z.number().int().min(1).max(9_999),
  /** The item number it sends; left out where it sends none (FFFFh). */
  item: z.number().int().min(0).max(65_534).optional(),
  /** Minor units. */
  price: z.number().int().min(0).max(65_535),
});

const MdbLearned = z.object({
  /** Asked for by pressing each number: what the machine sends for it. */
  keypad: z.array(KeypadSelection).default([]),
  /** The machine asks when a number is pressed, without a session being opened first. */
  alwaysIdle: z.boolean().default(true),
  /** Its drop sensor was seen to see. */
  dropSensorTrusted: z.boolean().default(false),
});

const shared = {
  machineId: MachineId,
  name: z.string().min(1).max(60),
  /** Where commissioning found it; a setting of the agent goes before it. */
  address: z.string().max(200).optional(),
  baudRate: z.number().int().min(1_200).max(1_000_000).optional(),
};
const coils = z.array(PlannedSlot).min(1).max(120);
/** One door, one item: opening the same door again can then never give a second. */
const compartments = coils.refine(
  (slots) => slots.every(({ capacity, stock }) => capacity === 1 && stock <= 1),
  "a locker compartment holds one item",
);

const plan = <Protocol extends string, Learned extends z.ZodType, Slots extends z.ZodType>(
  protocol: Protocol,
  learned: Learned,
  slots: Slots,
) => z.object({ ...shared, protocol: z.literal(protocol), learned, slots });

export const MachinePlan = z.discriminatedUnion("protocol", [
  plan("vmc-fafb", VmcLearned.prefault({}), coils),
  plan("kr-cu16", KeronLearned.prefault({}), compartments),
  plan("kr-cu48", KeronLearned.prefault({}), compartments),
  plan("lock-8a", Lock8aLearned.prefault({}), compartments),
  plan("modbus-relay", RelayLearned.prefault({}), compartments),
  plan("mdb-qibixx", MdbLearned.prefault({}), coils),
]);
export type MachinePlan = z.infer<typeof MachinePlan>;

/** A plan being laid out: it may have no slots yet, and what was learnt is checked when it is saved. */
export const MachinePlanDraft = z.object({
  ...shared,
  protocol: z.string(),
  learned: z.record(z.string(), z.unknown()),
  slots: z.array(PlannedSlot).max(120),
});
export type MachinePlanDraft = z.infer<typeof MachinePlanDraft>;

export const MachineProtocol = z.enum([
  "vmc-fafb",
  "kr-cu16",
  "kr-cu48",
  "lock-8a",
  "modbus-relay",
  "mdb-qibixx",
]);
export type MachineProtocol = z.infer<typeof MachineProtocol>;

/** What kind of machine a protocol drives, for words and pictures. */
export const machineKindOf = {
  "vmc-fafb": "spiral",
  "kr-cu16": "locker",
  "kr-cu48": "locker",
  "lock-8a": "locker",
  "modbus-relay": "locker",
  "mdb-qibixx": "keypad",
} as const satisfies Record<MachineProtocol, string>;
export type MachineKind = (typeof machineKindOf)[MachineProtocol];
