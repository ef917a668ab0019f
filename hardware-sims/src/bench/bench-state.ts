import { z } from "zod";
import { keypadFaults } from "../keypad/world.ts";
import { KeypadFile } from "../keypad/world-file.ts";
import { lockerFaults } from "../locker/world.ts";
import { LockerFile } from "../locker/world-file.ts";
import { printerFaults } from "../printer/printer-faults.ts";
import { scannerFaults } from "../scanner/serial-scanner.ts";
import { spiralFaultNames } from "../spiral/faults.ts";
import { WorldFile } from "../spiral/world-file.ts";

/** One frame that said something, for the wire view. */
export const WireLine = z.object({
  number: z.number().int(),
  at: z.string(),
  from: z.enum(["controller", "host"]),
  type: z.string(),
  hex: z.string(),
});
export type WireLine = z.infer<typeof WireLine>;

const Plug = { address: z.string(), plugged: z.boolean() };
/** What every machine shows, whatever its kind. */
const Machine = { ...Plug, powered: z.boolean(), wire: z.array(WireLine) };

export const SpiralState = z.object({
  kind: z.literal("spiral"),
  ...Machine,
  hostAnswers: z.boolean(),
  motorTurnMs: z.number(),
  /** The slot whose coil is turning now. */
  turning: z.string().nullable(),
  world: WorldFile,
  /** Faults that are switched on, and how often each happens. */
  faults: z.partialRecord(z.enum(spiralFaultNames), z.number()),
});
export type SpiralState = z.infer<typeof SpiralState>;

export const KeypadState = z.object({
  kind: z.literal("keypad"),
  ...Machine,
  /** The card reader, as the adapter names its state. */
  reader: z.string(),
  /** The line the machine shows to whoever stands before it. */
  display: z.string(),
  motorTurnMs: z.number(),
  turning: z.string().nullable(),
  world: KeypadFile,
});
export type KeypadState = z.infer<typeof KeypadState>;

export const LockerState = z.object({
  kind: z.literal("locker"),
  ...Machine,
  world: LockerFile,
});
export type LockerState = z.infer<typeof LockerState>;

export const MachineState = z.discriminatedUnion("kind", [SpiralState, LockerState, KeypadState]);
export type MachineState = z.infer<typeof MachineState>;

export const PrinterState = z.object({
  ...Plug,
  fault: z.enum(printerFaults).nullable(),
  paper: z.enum(["ok", "low", "out"]),
  cover: z.enum(["open", "closed"]),
  cutter: z.enum(["ok", "jammed"]),
  pages: z.array(
    z.object({
      pageId: z.string(),
      at: z.string(),
      width: z.number(),
      height: z.number(),
      complete: z.boolean(),
    }),
  ),
});
export type PrinterState = z.infer<typeof PrinterState>;

export const ScannerState = z.object({
  ...Plug,
  fault: z.enum(scannerFaults).nullable(),
  lastScan: z.string().nullable(),
});
export type ScannerState = z.infer<typeof ScannerState>;

/** All there is to see on the bench. */
export const BenchState = z.object({
  name: z.string(),
  machine: MachineState,
  printer: PrinterState,
  scanner: ScannerState,
  /** The cable from the edge box to the network; null where none is laid through the bench. */
  network: z.object({ plugged: z.boolean() }).nullable(),
});
export type BenchState = z.infer<typeof BenchState>;

const slot = { slotId: z.string().max(8) };

export const SpiralCommand = z.discriminatedUnion("do", [
  z.object({ do: z.literal("jam"), ...slot }),
  z.object({ do: z.literal("clear-jam"), ...slot }),
  z.object({ do: z.literal("empty"), ...slot }),
  z.object({ do: z.literal("refill"), ...slot }),
  z.object({ do: z.literal("door"), open: z.boolean() }),
  z.object({ do: z.literal("cable"), plugged: z.boolean() }),
  z.object({ do: z.literal("power"), on: z.boolean() }),
  z.object({ do: z.literal("sensor"), mode: z.enum(["ok", "miss", "ghost"]) }),
  z.object({ do: z.literal("take-tray") }),
  z.object({
    do: z.literal("fault"),
    name: z.enum(spiralFaultNames),
    on: z.boolean(),
    rate: z.number().min(0).max(1).optional(),
  }),
]);
export type SpiralCommand = z.infer<typeof SpiralCommand>;

export const KeypadCommand = z.discriminatedUnion("do", [
  z.object({ do: z.literal("press"), selection: z.number().int() }),
  z.object({
    do: z.literal("customer"),
    customer: z.enum(["presses", "presses-wrong-first", "nobody"]),
  }),
  z.object({ do: z.literal("jam"), ...slot }),
  z.object({ do: z.literal("clear-jam"), ...slot }),
  z.object({ do: z.literal("empty"), ...slot }),
  z.object({ do: z.literal("refill"), ...slot }),
  z.object({ do: z.literal("cable"), plugged: z.boolean() }),
  z.object({ do: z.literal("power"), on: z.boolean() }),
  z.object({ do: z.literal("sensor"), mode: z.enum(["ok", "miss", "ghost"]) }),
  z.object({ do: z.literal("take-tray") }),
  z.object({ do: z.literal("fault"), name: z.enum(keypadFaults), on: z.boolean() }),
]);
export type KeypadCommand = z.infer<typeof KeypadCommand>;

const compartment = { selection: z.number().int() };

export const LockerCommand = z.discriminatedUnion("do", [
  z.object({ do: z.literal("take"), ...compartment }),
  z.object({ do: z.literal("put"), ...compartment }),
  z.object({ do: z.literal("door"), ...compartment, open: z.boolean() }),
  z.object({ do: z.literal("person"), person: LockerFile.shape.person }),
  z.object({ do: z.literal("fault"), fault: z.enum(lockerFaults), on: z.boolean() }),
  z.object({ do: z.literal("cable"), plugged: z.boolean() }),
  z.object({ do: z.literal("power"), on: z.boolean() }),
]);
export type LockerCommand = z.infer<typeof LockerCommand>;

export type MachineCommand = SpiralCommand | LockerCommand | KeypadCommand;

export const PrinterCommand = z.object({
  paper: z.enum(["ok", "low", "out"]).optional(),
  cover: z.enum(["open", "closed"]).optional(),
  cutter: z.enum(["ok", "jammed"]).optional(),
  cable: z.enum(["plugged", "unplugged"]).optional(),
  tear: z.literal(true).optional(),
  /** One of the faults by its name; null ends it, and puts paper, cover and cutter in order. */
  fault: z.enum(printerFaults).nullable().optional(),
});
export type PrinterCommand = z.infer<typeof PrinterCommand>;

export const ScannerCommand = z.discriminatedUnion("do", [
  z.object({ do: z.literal("scan"), text: z.string().min(1).max(2_000) }),
  z.object({
    do: z.literal("cable"),
    plugged: z.boolean().optional(),
    fault: z.enum(scannerFaults).nullable().optional(),
  }),
]);
export type ScannerCommand = z.infer<typeof ScannerCommand>;

export const NetworkCommand = z.object({ plugged: z.boolean() });
export type NetworkCommand = z.infer<typeof NetworkCommand>;
