import { MachinePlan, VariantId } from "@drop-in/contracts";
import {
  type DispenseOutcome,
  type MachineStatus,
  noEvidence,
  type VendingMachine,
} from "@drop-in/vending-driver";
import type { BusTime } from "./bus-time.ts";

export type BusMachine = ReturnType<typeof createBusMachine>;

export const brace = VariantId.parse("wrist-splint-neutral-m-left");
export const plan = MachinePlan.parse({
  machineId: "bus-machine",
  name: "Orthotics machine",
  protocol: "vmc-fafb",
  slots: ["A01", "A02", "A03", "B01", "B02", "B03"].map((slotId, index) => ({
    ...{ slotId, selection: 11 + index, variantId: brace },
    ...{ capacity: 20, par: 2, stock: 16, lot: `L${index + 1}` },
  })),
});

const TURN_MS = 6_000;
type Fate = { drops: boolean; says: DispenseOutcome };
const falls: Fate = { drops: true, says: { kind: "dispensed", proof: "confirmed" } };
const busy: Fate = {
  drops: false,
  says: { kind: "not-dispensed", reason: "busy", provedBy: "never-sent" },
};
const unsure = (drops: boolean): Fate => ({ drops, says: { kind: "unclear", last: "moving" } });
const seemsEmpty: Fate = {
  drops: false,
  says: { kind: "not-dispensed", reason: "slot-empty", provedBy: "refused-before-motion" },
};
/** What goes otherwise than it should, by the number of the turn. */
const script = new Map<number, Fate>([
  ...([6, 18, 41] as const).map((turn) => [turn, busy] as const),
  ...([11, 37] as const).map((turn) => [turn, unsure(true)] as const),
  ...([23, 49] as const).map((turn) => [turn, unsure(false)] as const),
  ...([29, 54] as const).map((turn) => [turn, seemsEmpty] as const),
]);

/** Coils and what hangs on them: what truly left, whatever the box was told of it. */
export function createBusMachine(time: BusTime) {
  const shelf = new Map(plan.slots.map(({ selection, stock }) => [selection, stock]));
  let turns = 0;

  const machine: VendingMachine = {
    ...{ status: () => well, openAgain: () => false, evidence: () => noEvidence },
    ...{ readEvidence: async () => undefined, findSlots: async () => [] },
    ...{ observe: async () => undefined, onStatus: () => () => {}, close: async () => {} },
    async dispense(selection) {
      turns += 1;
      const { drops, says } = script.get(turns) ?? falls;
      await time.sleep(TURN_MS);
      if (drops) shelf.set(selection, (shelf.get(selection) ?? 0) - 1);
      return says;
    },
  };

  const holds = (slotId: string): number => {
    const slot = plan.slots.find((each) => each.slotId === slotId);
    return slot ? (shelf.get(slot.selection) ?? 0) : 0;
  };
  return {
    machine,
    /** Whoever opens it and counts. */
    holds,
    all: () => plan.slots.map(({ slotId }) => ({ slotId, stock: holds(slotId) })),
  };
}

const well: MachineStatus = {
  ...{ link: "online", door: "closed", cabinetTemperatureC: 20, humidityPercent: null },
  ...{ openDoors: [], deliveryPath: "ok" },
};
