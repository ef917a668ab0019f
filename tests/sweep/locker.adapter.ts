import { MachinePlan } from "@drop-in/contracts";
import {
  createLockerSim,
  defaultLockerSimSettings,
  fillLocker,
  type LockerFault,
  type LockerWorld,
  type LockProtocol,
  type Person,
  tongues,
} from "@drop-in/hardware-sims/in-memory";
import { createMachine } from "@drop-in/vending-driver";
import type { Adapter, Outcome } from "./adapter.ts";
import { variantId } from "./plan.ts";

const compartments = ["A01", "A02", "A03"].map((slotId, index) => ({
  slotId,
  selection: 101 + index,
  variantId,
  capacity: 1,
  par: 1,
  stock: 1,
  lot: "L1",
}));

type Happens = Outcome & {
  person?: Person;
  faults?: LockerFault[];
  /** Comes over the board with the pulse, and not before. */
  withPulse?: LockerFault;
};

/** `sensorLies`: a person who leaves the item lies to a lock that only sees its door. */
const outcomesOf = (seesItems: boolean): Happens[] => [
  { name: "ok" },
  { name: "left inside", person: "leaves-it", sensorLies: !seesItems },
  { name: "left open", person: "leaves-open", sensorLies: !seesItems },
  { name: "door stuck", faults: ["door-stuck"] },
  { name: "hook stuck closed", faults: ["hook-stuck-closed"] },
  { name: "hook stuck open", faults: ["hook-stuck-open"] },
  { name: "bounce", faults: ["bounce"] },
  { name: "silent after the pulse", withPulse: "silent-board" },
  { name: "late after the pulse", withPulse: "late-answer" },
  ...(seesItems
    ? [
        { name: "item stuck present", faults: ["item-stuck-present"] satisfies LockerFault[] },
        { name: "item stuck absent", faults: ["item-stuck-absent"] satisfies LockerFault[] },
      ]
    : []),
];

/** Shorter than on site, so that every way out of a vend is reached within a few reads. */
const patience = {
  answerMs: 200,
  idleReadMs: 400,
  busyReadMs: 200,
  opensWithinMs: 900,
  askAgainWithinMs: 800,
  takeWithinMs: 1_500,
};

export function locker(protocol: LockProtocol, only?: readonly string[]): Adapter {
  const seesItems = protocol === "kr-cu16";
  const outcomes = outcomesOf(seesItems).filter(({ name }) => only?.includes(name) ?? true);
  return {
    name: protocol,
    plan: MachinePlan.parse({
      machineId: "locker-1",
      name: "Lockers",
      protocol,
      learned: { boards: [1] },
      slots: compartments,
    }),
    outcomes,

    lastMoveMs: 1_500,

    openDriver(link, { timer, clock }) {
      const learnt = { boards: [1], closedBit: 1, presentBit: 1 } as const;
      const order = "last-byte-first" as const;
      const settings = { ...learnt, itemSensorTrusted: seesItems, order, ...patience };
      const spec = { protocol, address: "/dev/none", settings };
      return createMachine(link, spec, { timer, clock, firstPackNo: 1 });
    },

    plugIn({ line, timer, now, outcome }) {
      const happens = outcomes.find(({ name }) => name === outcome);
      let world: LockerWorld = {
        ...fillLocker(compartments),
        person: happens?.person ?? "takes",
        faults: happens?.faults ?? [],
      };
      const store = {
        get: () => world,
        set(next: LockerWorld) {
          world = next;
        },
      };
      const settings = {
        ...defaultLockerSimSettings,
        protocol,
        takesAfterMs: 300,
        shutsAfterMs: 300,
      };
      const onFrame = (from: string) => {
        if (from !== "host" || !happens?.withPulse) return;
        world = { ...world, faults: [happens.withPulse] };
      };
      const sim = createLockerSim({ line, timer, now, store, settings, onChange() {}, onFrame });
      return {
        setPower: sim.setPower,
        delivered: () => world.taken.length,
        inside: (slotId) =>
          world.compartments.find((each) => each.slotId === slotId)?.item ? 1 : 0,
        putRight() {
          const shut = world.compartments.map((each) => ({ ...each, door: "closed" as const }));
          world = { ...world, compartments: shut, faults: [], person: "takes" };
        },
      };
    },

    goOf(bytes) {
      const { orders } = tongues[protocol].hear(bytes);
      const pulse = orders.map(({ order }) => order).find((order) => order.do === "pulse");
      return pulse?.do === "pulse" ? pulse.board * 100 + pulse.lock : undefined;
    },
  };
}
