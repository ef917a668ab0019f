import { MachinePlan } from "@drop-in/contracts";
import {
  clearJam,
  createKeypadSim,
  defaultKeypadSimSettings,
  fillKeypad,
  jam,
  type KeypadFault,
  type KeypadWorld,
} from "@drop-in/hardware-sims/in-memory";
import { createMachine } from "@drop-in/vending-driver";
import { takeLine, toMinor } from "@drop-in/vending-driver/protocol";
import type { Adapter, Outcome } from "./adapter.ts";
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
const keypad = coils.map(({ selection }) => ({
  selection,
  item: selection,
  price: 100 + selection,
}));

type Happens = Outcome & { faults?: KeypadFault[]; sensor?: KeypadWorld["sensor"]; jams?: boolean };
const outcomes: readonly Happens[] = [
  { name: "ok" },
  { name: "miss", sensor: "miss" },
  { name: "ghost", sensor: "ghost", jams: true, sensorLies: true },
  { name: "jam", jams: true },
  { name: "silence after approval", faults: ["silence-after-approval"] },
  { name: "reset after approval", faults: ["vmc-reset-after-approval"] },
  { name: "cancelled at the keypad", faults: ["cancel-at-keypad"] },
  { name: "duplicate success", faults: ["duplicate-success"] },
];

/** Shorter than on site. */
const patience = {
  startEveryMs: 500,
  startTries: 12,
  pressWithinMs: 2_000,
  resultWithinMs: 2_500,
  answerMs: 300,
  askEveryMs: 1_000,
};

export const keypadMachine: Adapter = {
  name: "mdb-qibixx",
  plan: MachinePlan.parse({
    machineId: "keypad-1",
    name: "Keypad machine",
    protocol: "mdb-qibixx",
    learned: { keypad, alwaysIdle: false },
    slots: coils,
  }),
  outcomes,
  warmUpMs: 1_500,
  lastMoveMs: 2_000,

  openDriver(link, { timer, clock }) {
    const settings = { keypad, alwaysIdle: false, ...patience };
    const spec = { protocol: "mdb-qibixx", address: "/dev/none", settings } as const;
    return createMachine(link, spec, { timer, clock, firstPackNo: 1 });
  },

  plugIn({ line, timer, now, outcome }) {
    const happens = outcomes.find(({ name }) => name === outcome);
    let world: KeypadWorld = {
      ...fillKeypad(coils, keypad),
      customer: "presses",
      faults: happens?.faults ?? [],
      sensor: happens?.sensor ?? "ok",
    };
    if (happens?.jams) for (const { slotId } of coils) world = { ...world, ...jam(world, slotId) };
    const store = {
      get: () => world,
      set(next: KeypadWorld) {
        world = next;
      },
    };
    const settings = {
      ...defaultKeypadSimSettings,
      powerUpMs: 400,
      motorTurnMs: 900,
      pressesAfterMs: 400,
    };
    const sim = createKeypadSim({ line, timer, now, store, settings, onChange() {} });
    return {
      setPower: sim.setPower,
      hostLost: sim.forgetAdapter,
      delivered: () => world.dropped.length,
      inside(slotId) {
        const slot = world.slots.find((candidate) => candidate.slotId === slotId);
        return (slot?.items.length ?? 0) + (slot?.hanging ? 1 : 0);
      },
      putRight() {
        for (const { slotId } of coils) world = { ...world, ...clearJam(world, slotId) };
      },
    };
  },

  goOf(bytes) {
    const taken = takeLine(bytes);
    if (taken.kind !== "frame" || taken.frame.from !== "host") return undefined;
    const [word, amount] = taken.frame.parts;
    if (taken.frame.key !== "c" || word !== "VEND" || amount === undefined) return undefined;
    return keypad.find(({ price }) => price === toMinor(amount))?.selection;
  },
};
