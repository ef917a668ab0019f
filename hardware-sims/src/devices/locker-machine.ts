import { z } from "zod";
import { realTimer, wallClock } from "../adapters/real-time.ts";
import { LockerCommand, type LockerState } from "../bench/bench-state.ts";
import { openLine } from "../line/open-line.ts";
import { createLockerSim, defaultLockerSimSettings } from "../locker/locker-sim.ts";
import { refill, setDoor, setFault, takeItem } from "../locker/world.ts";
import { lockerPath, openLockerFile } from "../locker/world-file.ts";
import { type Device, readArguments, runDevice } from "./device-process.ts";
import { createWireLog } from "./wire-log.ts";

const bit = z.union([z.literal(0), z.literal(1)]);
const LockerArguments = z.object({
  folder: z.string(),
  protocol: z.enum(["kr-cu16", "kr-cu48", "lock-8a", "modbus-relay"]),
  closedBit: bit,
  presentBit: bit,
  doors: z.array(
    z.object({
      slotId: z.string(),
      selection: z.number().int(),
      row: z.enum(["upper", "middle", "lower"]).optional(),
      stock: z.number().int(),
      variantId: z.string(),
      lot: z.string(),
    }),
  ),
});

await runDevice(LockerCommand, async (onChange): Promise<Device<LockerCommand>> => {
  const { folder, doors, ...electronics } = readArguments(LockerArguments);
  const line = await openLine(folder, "machine");
  const store = openLockerFile(lockerPath(folder), doors);
  const wire = createWireLog(onChange);
  let plugged = true;

  const locker = createLockerSim({
    line,
    timer: realTimer,
    now: wallClock,
    store,
    settings: { ...defaultLockerSimSettings, ...electronics },
    onChange,
    unplug() {
      plugged = false;
      void line.unplug();
    },
    onFrame: wire.onFrame,
  });

  async function obey(command: LockerCommand): Promise<void> {
    const world = store.get();
    switch (command.do) {
      case "cable":
        plugged = command.plugged;
        return plugged ? line.plugIn() : line.unplug();
      case "power":
        return locker.setPower(command.on);
      case "take":
        return store.set(takeItem(world, command.selection, wallClock()));
      case "put":
        return store.set(refill(world, command.selection));
      case "door":
        return store.set(setDoor(world, command.selection, command.open ? "open" : "closed"));
      case "person":
        return store.set({ ...world, person: command.person });
      case "fault":
        return store.set(setFault(world, command.fault, command.on));
    }
  }

  return {
    async obey(command) {
      await obey(command);
      onChange();
    },
    unplug: () => line.unplug(),
    state: (): LockerState => ({
      kind: "locker",
      address: line.address,
      plugged,
      powered: locker.powered(),
      world: store.get(),
      wire: wire.lines,
    }),
  };
});
