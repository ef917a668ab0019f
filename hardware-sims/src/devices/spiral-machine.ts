import { z } from "zod";
import { realTimer, wallClock } from "../adapters/real-time.ts";
import { SpiralCommand, type SpiralState } from "../bench/bench-state.ts";
import { openLine } from "../line/open-line.ts";
import { createController, defaultControllerSettings } from "../spiral/controller.ts";
import { createFaults, type Faults, faultPlan, spiralFaultNames } from "../spiral/faults.ts";
import { createFaultyLine } from "../spiral/faulty-line.ts";
import { seeded } from "../spiral/seeded.ts";
import { clearJam, emptySlot, jam, refillSlot, takeTray, type World } from "../spiral/world.ts";
import { openWorldFile, worldPath } from "../spiral/world-file.ts";
import { type Device, readArguments, runDevice } from "./device-process.ts";
import { createWireLog } from "./wire-log.ts";

export const SpiralArguments = z.object({
  folder: z.string(),
  motorTurnMs: z.number(),
  pollMs: z.number(),
  powerUpMs: z.number(),
  /** Bits a second, to send as slowly as the real line. */
  baudRate: z.number().int().optional(),
  faultSeed: z.number().int().optional(),
  coils: z.array(
    z.object({
      slotId: z.string(),
      selection: z.number().int(),
      capacity: z.number().int(),
      stock: z.number().int(),
      variantId: z.string(),
      lot: z.string(),
    }),
  ),
});

await runDevice(SpiralCommand, async (onChange): Promise<Device<SpiralCommand>> => {
  const { folder, coils, baudRate, faultSeed, ...timings } = readArguments(SpiralArguments);
  const settings = { ...defaultControllerSettings, ...timings };
  const line = await openLine(folder, "machine");
  const store = openWorldFile(worldPath(folder), coils);
  const wire = createWireLog(onChange);
  let plugged = true;

  const random = faultSeed === undefined ? Math.random : seeded(faultSeed);
  const faults = createFaults(random);
  if (faultSeed !== undefined) switchOn(faults, faultPlan(random), faultSeed);
  const shared = { timer: realTimer, faults };
  const controller = createController({
    ...shared,
    line: createFaultyLine({ line, ...shared, random, baudRate }),
    plug: (plug) => void cable(plug),
    now: wallClock,
    store,
    settings,
    onChange,
    onFrame: wire.onFrame,
  });

  async function cable(plug: boolean): Promise<void> {
    plugged = plug;
    await (plug ? line.plugIn() : line.unplug());
    onChange();
  }

  async function obey(command: SpiralCommand): Promise<void> {
    switch (command.do) {
      case "cable":
        return cable(command.plugged);
      case "fault":
        return faults.set(command.name, command.on ? (command.rate ?? 1) : 0);
      case "power":
        return controller.setPower(command.on);
      default:
        store.set(byHand(store.get(), command));
    }
  }

  return {
    async obey(command) {
      await obey(command);
      onChange();
    },
    unplug: () => line.unplug(),
    state: (): SpiralState => ({
      kind: "spiral",
      address: line.address,
      plugged,
      powered: controller.powered(),
      hostAnswers: controller.hostAnswers(),
      motorTurnMs: settings.motorTurnMs,
      turning: controller.turning(),
      world: store.get(),
      faults: faults.rates(),
      wire: wire.lines,
    }),
  };
});

function switchOn(faults: Faults, plan: ReturnType<typeof faultPlan>, seed: number): void {
  for (const name of spiralFaultNames) faults.set(name, plan[name] ?? 0);
  process.stderr.write(`faults of seed ${seed}: ${JSON.stringify(plan)}\n`);
}

/** What a person can do inside the cabinet and at the tray. */
function byHand(
  world: World,
  command: Exclude<SpiralCommand, { do: "cable" | "power" | "fault" }>,
): World {
  switch (command.do) {
    case "jam":
      return jam(world, command.slotId);
    case "clear-jam":
      return clearJam(world, command.slotId);
    case "empty":
      return emptySlot(world, command.slotId);
    case "refill":
      return refillSlot(world, command.slotId);
    case "door":
      return { ...world, doorOpen: command.open };
    case "sensor":
      return { ...world, sensor: command.mode };
    case "take-tray":
      return takeTray(world);
  }
}
