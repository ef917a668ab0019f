import type { MachinePlan } from "@drop-in/contracts";
import type { Line } from "@drop-in/hardware-sims/in-memory";
import type { SerialLink, Timer, VendingMachine } from "@drop-in/vending-driver";

/** Everything the sweep must know of one kind of machine, and nothing it knows otherwise. */
export type Adapter = {
  name: string;
  plan: MachinePlan;
  /** What may physically happen to the vend. */
  outcomes: readonly Outcome[];
  /** By then whatever moved has come to rest, and whatever reports has reported. */
  lastMoveMs: number;
  openDriver(link: SerialLink, around: Around): VendingMachine;
  /** The machine with its physical inside, at the far end of the wire. */
  plugIn(parts: { line: Line; timer: Timer; now: () => string; outcome: string }): Device;
  /** The selection that these bytes tell the machine to give from, if they do. */
  goOf(bytes: Uint8Array): number | undefined;
};

export type Outcome = {
  name: string;
  /** The sensor itself is the fault: the machine may say `dispensed` of what never left it. */
  sensorLies?: boolean;
};

export type Around = { timer: Timer; clock: () => number; outcome: string };

export type Device = {
  setPower(on: boolean): void;
  /** How many items have left the machine, ever: the truth, whatever anybody believes. */
  delivered(): number;
  /** How many are still inside, in or before this slot. */
  inside(slotId: string): number;
  /** Staff, who opened the machine to look, also free what hangs. */
  putRight(): void;
};
