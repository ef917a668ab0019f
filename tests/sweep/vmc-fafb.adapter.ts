import { MachinePlan } from "@drop-in/contracts";
import {
  clearJam,
  createController,
  defaultControllerSettings,
  fillWorld,
  jam,
  type World,
} from "@drop-in/hardware-sims/in-memory";
import { createMachine } from "@drop-in/vending-driver";
import { readHostFrame, takeFrame } from "@drop-in/vending-driver/protocol";
import type { Adapter } from "./adapter.ts";
import { variantId } from "./plan.ts";

const coils = ["A01", "A02"].map((slotId, index) => ({
  slotId,
  selection: 11 + index,
  variantId,
  capacity: 6,
  par: 2,
  stock: 3,
  lot: "L1",
}));

const POWER_UP_MS = 500;
const TURN_MS = 900;
const LATE_TURN_MS = 5_000;
/** Shorter than on site, so that a report can come too late within a few turns. */
const patience = { firstStatusMs: 2_000, dispenseMs: 4_000 };

export const vmcFafb: Adapter = {
  name: "vmc-fafb",
  plan: MachinePlan.parse({
    machineId: "spiral-1",
    name: "Orthotics machine",
    protocol: "vmc-fafb",
    slots: coils,
  }),
  outcomes: [
    { name: "ok" },
    { name: "miss" },
    { name: "ghost", sensorLies: true },
    { name: "stuck sensor", sensorLies: true },
    { name: "jam" },
    { name: "late report" },
    { name: "success without sensor" },
    { name: "motor missing" },
  ],

  lastMoveMs: LATE_TURN_MS + POWER_UP_MS,

  openDriver(link, { timer, clock, outcome }) {
    const seen = outcome !== "success without sensor";
    const settings = { useDropSensor: seen, dropSensorTrusted: seen, ...patience };
    const spec = { protocol: "vmc-fafb", address: "/dev/none", settings } as const;
    return createMachine(link, spec, { timer, clock, firstPackNo: 1 });
  },

  plugIn({ line, timer, now, outcome }) {
    let world = upset(fillWorld(coils), outcome);
    let motorGone = false;
    const store = {
      get: (): World => (motorGone ? { ...world, slots: [] } : world),
      set(next: World) {
        world = motorGone ? { ...next, slots: world.slots } : next;
      },
    };
    const controller = createController({
      line,
      timer,
      now,
      store,
      settings: {
        ...defaultControllerSettings,
        motorTurnMs: outcome === "late report" ? LATE_TURN_MS : TURN_MS,
        powerUpMs: POWER_UP_MS,
      },
      onChange() {},
      onFrame(from, _, type) {
        // Its cable comes off between the check and the go.
        const checked = from === "controller" && type === "check-reply";
        if (outcome === "motor missing" && checked) motorGone = true;
      },
    });
    return {
      setPower: controller.setPower,
      delivered: () => world.dropped.length,
      inside(slotId) {
        const slot = world.slots.find((candidate) => candidate.slotId === slotId);
        return (slot?.items.length ?? 0) + (slot?.hanging ? 1 : 0);
      },
      putRight() {
        motorGone = false;
        for (const { slotId } of coils) world = clearJam(world, slotId);
      },
    };
  },

  goOf(bytes) {
    const taken = takeFrame(bytes);
    const read = taken.kind === "frame" ? readHostFrame(taken.frame) : undefined;
    return read?.message.type === "drive" ? read.message.selection : undefined;
  },
};

function upset(world: World, outcome: string): World {
  switch (outcome) {
    case "miss":
      return { ...world, sensor: "miss" };
    case "stuck sensor":
      return { ...world, sensor: "ghost" };
    case "ghost":
      return { ...jamAll(world), sensor: "ghost" };
    case "jam":
      return jamAll(world);
    default:
      return world;
  }
}

function jamAll(world: World): World {
  return coils.reduce((jammed, { slotId }) => jam(jammed, slotId), world);
}
