import type { Evidence } from "./evidence.ts";

/** A machine that hands out one item at a time. It knows selections, motors and locks, not people, products or stock. */
export interface VendingMachine {
  status(): MachineStatus;
  /**
   * Gives out what is in `selection`, once: turns its coil, opens its door, or approves it on a machine with
   * its own keypad. Never rejects, never gives the command a second time by itself.
   */
  dispense(selection: number, onProgress?: (progress: Progress) => void): Promise<DispenseOutcome>;
  /**
   * On the person's request: one more pulse for the door of the dispense in flight, when it stayed shut or
   * closed on its item. False when there is no such door, or it has had its second pulse.
   */
  openAgain(): boolean;
  /** What the hardware was last heard to say of a slot. At hand without asking, for the journal's intent. */
  evidence(selection: number): Evidence;
  /** Asks the hardware anew, as after a reconnect. Undefined: it cannot be asked just now. */
  readEvidence(selection: number): Promise<Evidence | undefined>;
  /** The slots the hardware itself names. Empty where it names none. */
  findSlots(): Promise<FoundSlot[]>;
  /**
   * Every raw sign that commissioning may have to learn the meaning of, by name: "door" → 1, "board 1 hook 3" → 0.
   * What an act of the technician changes here is what the sign means. Undefined: it cannot be asked just now.
   */
  observe(): Promise<Observation | undefined>;
  /** Told on every change. Returns the function that stops listening. */
  onStatus(listener: (status: MachineStatus) => void): () => void;
  close(): Promise<void>;
}

/** What the hardware proved about one command, and nothing more than that. */
export type DispenseOutcome =
  /** `confirmed`: a sensor that was tested on this machine saw it. `presumed`: only the controller's word. */
  | { kind: "dispensed"; proof: "confirmed" | "presumed" }
  /** Nothing left the machine, and this is how that is known. */
  | { kind: "not-dispensed"; reason: NotDispensedReason; provedBy: Proof }
  /** Nobody knows. The slot needs a person; the command must not be given again. */
  | { kind: "unclear"; last: LastKnown };

export type Proof =
  /** The command was never handed to the line. */
  | "never-sent"
  /** The controller said no before anything moved. */
  | "refused-before-motion"
  /** Its own counter of vends stands where it stood before. */
  | "counter-unchanged"
  /** The door never opened, and a tested sensor still sees the item behind it. */
  | "item-still-there";

export type NotDispensedReason =
  | "offline"
  | "no-answer"
  | "slot-empty"
  | "slot-unknown"
  | "slot-paused"
  | "door-open"
  | "delivery-door-open"
  | "lift-fault"
  | "motor-missing"
  | "machine-fault"
  | "busy"
  /** The locker door stayed shut. */
  | "door-stayed-shut"
  /** On a machine with its own keypad: nobody pressed the number in time, or it was cancelled there. */
  | "not-chosen"
  /** Looked at after an interruption: the hardware never did it. */
  | "interrupted";

/** The last thing known when the outcome became unclear. */
export type LastKnown =
  | "go-sent"
  | "accepted"
  | "moving"
  | "jammed"
  | "motor-did-not-stop"
  | "delivery-path-fault"
  | "stopped"
  /** The locker door was never seen to open, and nothing says what is behind it. */
  | "door-stayed-shut"
  /** The door opened and closed, and the item is still seen behind it. */
  | "item-left"
  /** The machine's own controller reported that the vend failed. */
  | "vend-failed";

export type Progress =
  | "checking"
  | "go-sent"
  | "accepted"
  | "moving"
  /** The machine waits for the person to press the number on its own keypad. Nothing is sent yet. */
  | "press-keys"
  /** Another number was pressed there, and refused. */
  | "wrong-keys"
  | "door-open"
  /** The pulse was given and the door is still shut: `openAgain` may be offered. */
  | "door-shut"
  /** The door closed with the item still behind it: `openAgain` may be offered. */
  | "item-left";

/** Unknown is said as unknown, never as a friendly default. */
export type MachineStatus = {
  link: "online" | "stale" | "offline";
  /** The door of the cabinet, not that of a locker compartment. */
  door: "open" | "closed" | "unknown";
  cabinetTemperatureC: number | null;
  humidityPercent: number | null;
  deliveryPath: "ok" | "fault" | "unknown";
  /** Locker compartments whose door is seen open now. */
  openDoors: readonly number[];
};

export type FoundSlot = { selection: number; says: string };

export type Observation = Readonly<Record<string, number>>;
