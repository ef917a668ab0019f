import { z } from "zod";
import { realTimer, wallClock } from "../adapters/real-time.ts";
import { KeypadCommand, type KeypadState } from "../bench/bench-state.ts";
import { createKeypadSim, defaultKeypadSimSettings } from "../keypad/keypad-sim.ts";
import { type KeypadWorld, setFault } from "../keypad/world.ts";
import { openKeypadFile } from "../keypad/world-file.ts";
import { openLine } from "../line/open-line.ts";
import { clearJam, emptySlot, jam, refillSlot, takeTray } from "../spiral/world.ts";
import { type Device, readArguments, runDevice } from "./device-process.ts";
import { createWireLog } from "./wire-log.ts";

export const KeypadArguments = z.object({
  folder: z.string(),
  motorTurnMs: z.number(),
  powerUpMs: z.number(),
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
  keys: z.array(
    z.object({ selection: z.number().int(), item: z.number().int().optional(), price: z.number() }),
  ),
});

await runDevice(KeypadCommand, async (onChange): Promise<Device<KeypadCommand>> => {
  const { folder, coils, keys, ...timings } = readArguments(KeypadArguments);
  const settings = { ...defaultKeypadSimSettings, ...timings };
  const line = await openLine(folder, "machine");
  const store = openKeypadFile(folder, coils, keys);
  const wire = createWireLog(onChange);
  let plugged = true;

  const machine = createKeypadSim({
    line,
    timer: realTimer,
    now: wallClock,
    store,
    settings,
    onChange,
    plug: (now) => void cable(now),
    onFrame: wire.onFrame,
  });

  async function cable(now: boolean): Promise<void> {
    plugged = now;
    // The adapter hangs on this cable for its power too.
    if (!plugged) machine.forgetAdapter();
    await (plugged ? line.plugIn() : line.unplug());
    onChange();
  }

  async function obey(command: KeypadCommand): Promise<void> {
    switch (command.do) {
      case "cable":
        return cable(command.plugged);
      case "power":
        return machine.setPower(command.on);
      case "press":
        return machine.press(command.selection);
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
    state: (): KeypadState => ({
      kind: "keypad",
      address: line.address,
      plugged,
      powered: machine.powered(),
      reader: machine.readerState(),
      display: machine.display(),
      motorTurnMs: settings.motorTurnMs,
      turning: machine.vending(),
      world: store.get(),
      wire: wire.lines,
    }),
  };
});

type ByHand = Exclude<KeypadCommand, { do: "cable" | "power" | "press" }>;

function byHand(world: KeypadWorld, command: ByHand): KeypadWorld {
  switch (command.do) {
    case "jam":
      return { ...world, ...jam(world, command.slotId) };
    case "clear-jam":
      return { ...world, ...clearJam(world, command.slotId) };
    case "empty":
      return { ...world, ...emptySlot(world, command.slotId) };
    case "refill":
      return { ...world, ...refillSlot(world, command.slotId) };
    case "sensor":
      return { ...world, sensor: command.mode };
    case "take-tray":
      return { ...world, ...takeTray(world) };
    case "customer":
      return { ...world, customer: command.customer };
    case "fault":
      return setFault(world, command.name, command.on);
  }
}
