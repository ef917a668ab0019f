/** Everything that can go wrong with a spiral machine, by name, and how it is called on the bench. */
export const spiralFaults = {
  jam: "The item hangs on its coil",
  "no-drop": "The light curtain does not see the item fall",
  "ghost-drop": "The light curtain sees a fall that was none",
  "lift-error": "The lift fails with the item in it",
  "door-open": "The delivery door is reported open",
  "unknown-slot": "The controller does not know the slot",
  "out-of-stock": "The controller counts the slot as empty",
  "motor-missing": "The coil has no motor",
  "motor-does-not-stop": "The motor does not stop where it should",
  "no-ack": "Orders are obeyed, but not acknowledged",
  "ack-then-silence": "An order is acknowledged, and never spoken of again",
  "late-success": "Success is reported long after the time for it",
  "duplicate-success": "Success is reported twice",
  "success-24h": "Success is reported as “take it out” (24h)",
  "terminated-ff": "The vend is reported as terminated (FFh)",
  "power-cut-before": "The power fails before the coil turns",
  "power-cut-after": "The power fails while the coil turns",
  "unplug-before": "The cable is pulled before the order",
  "unplug-after": "The cable is pulled after the order",
  "five-byte-status": "Statuses carry a fifth byte",
  "garbage-burst": "Noise on the line",
  "wrong-checksum-then-resend": "A frame is garbled, and sent again",
  "glued-frames": "Frames arrive glued together",
  "one-byte-reads": "Bytes arrive one by one",
} as const satisfies Readonly<Record<string, string>>;

export type SpiralFault = keyof typeof spiralFaults;

export const spiralFaultNames = Object.keys(spiralFaults).filter(isSpiralFault);

export type Faults = {
  /** Whether it happens this time. */
  happens(name: SpiralFault): boolean;
  /** How often it happens, 0 to 1; a switch on the bench is 0 or 1. */
  set(name: SpiralFault, rate: number): void;
  rates(): Partial<Record<SpiralFault, number>>;
};

/** `random` gives 0 ≤ x < 1: a seeded one makes a run that can be made again. */
export function createFaults(random: () => number): Faults {
  const rates = new Map<SpiralFault, number>();
  return {
    happens: (name) => random() < (rates.get(name) ?? 0),
    set(name, rate) {
      if (rate > 0) rates.set(name, rate);
      else rates.delete(name);
    },
    rates: () => Object.fromEntries(rates),
  };
}

const ON_SHARE = 0.3;
const LARGEST_RATE = 0.5;

/** A random part of all faults, each at a random rate: the same seed is the same plan. */
export function faultPlan(random: () => number): Partial<Record<SpiralFault, number>> {
  const plan: Partial<Record<SpiralFault, number>> = {};
  for (const name of spiralFaultNames) {
    const [dice, rate] = [random(), random()];
    if (dice < ON_SHARE) plan[name] = Math.round(rate * LARGEST_RATE * 100) / 100 || 0.01;
  }
  return plan;
}

function isSpiralFault(name: string): name is SpiralFault {
  return name in spiralFaults;
}
