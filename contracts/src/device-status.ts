import { z } from "zod";
import { DeviceId, MachineId, SiteId, SlotId, VariantId } from "./ids.ts";

export const PrinterState = z.enum([
  "ready",
  "paper-low",
  "paper-out",
  "cover-open",
  "cutter-jammed",
  "fault",
  "not-connected",
  "unknown",
]);
export type PrinterState = z.infer<typeof PrinterState>;

export const ScannerState = z.enum(["ready", "not-connected"]);
export type ScannerState = z.infer<typeof ScannerState>;

export const MachineState = z.object({
  machineId: MachineId,
  name: z.string(),
  link: z.enum(["online", "stale", "offline"]),
  door: z.enum(["open", "closed", "unknown"]),
  cabinetTemperatureC: z.number().nullable(),
  humidityPercent: z.number().nullable().default(null),
  /** Locker compartments whose door stands open, by slot. */
  openDoors: z.array(SlotId).default([]),
  /** Vending stops by itself where it cannot be recorded, or the machine cannot be trusted. */
  vending: z.enum(["ready", "paused"]),
});
export type MachineState = z.infer<typeof MachineState>;

export const SlotState = z.object({
  slotId: SlotId,
  variantId: VariantId,
  stock: z.number().int(),
  setAside: z.number().int(),
  capacity: z.number().int(),
  par: z.number().int(),
  locked: z.boolean(),
});
export type SlotState = z.infer<typeof SlotState>;

/**
 * The latest word of a device: a retained message, sealed like all others, replaced by the broker with `online: false` when
 * the device is lost. Not an event: only the newest counts. `connection` grows with every connect, so
 * that the will of an older connection cannot hide a newer one.
 */
export const DeviceStatus = z.discriminatedUnion("online", [
  z.object({
    online: z.literal(true),
    deviceId: DeviceId,
    connection: z.number().int(),
    /** Grows with every word of a connection, so that an old word played again changes nothing. */
    beat: z.number().int().min(0),
    siteId: SiteId,
    siteName: z.string(),
    at: z.iso.datetime(),
    version: z.string(),
    outbox: z.object({ waiting: z.number().int(), oldestAt: z.iso.datetime().nullable() }),
    machines: z.array(MachineState),
    slots: z.array(SlotState),
    printer: PrinterState,
    scanner: ScannerState,
  }),
  z.object({ online: z.literal(false), deviceId: DeviceId, connection: z.number().int() }),
]);
export type DeviceStatus = z.infer<typeof DeviceStatus>;
