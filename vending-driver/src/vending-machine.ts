/** A machine that turns coils. It knows selections and motors, not people, products or stock. */
export interface VendingMachine {
  status(): MachineStatus;
  /** Turns the coil of `selection` once. Never rejects, never retries. */
  dispense(selection: number, onProgress?: (progress: Progress) => void): Promise<DispenseOutcome>;
  /** Told on every change. Returns the function that stops listening. */
  onStatus(listener: (status: MachineStatus) => void): () => void;
  close(): Promise<void>;
}

/** What the hardware proved about one command to turn a coil, and nothing more than that. */
export type DispenseOutcome =
  /** `confirmed`: a trusted drop sensor saw it. `presumed`: only the controller's word. */
  | { kind: "dispensed"; proof: "confirmed" | "presumed" }
  /** The coil did not turn: either no command left, or the controller refused before motion. */
  | {
      kind: "not-dispensed";
      reason: NotDispensedReason;
      provedBy: "never-sent" | "refused-before-motion";
    }
  /** Nobody knows. The slot needs a person; the command must not be given again. */
  | { kind: "unclear"; last: LastKnown };

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
  | "busy";

/** The last thing known when the outcome became unclear. */
export type LastKnown =
  | "go-sent"
  | "accepted"
  | "moving"
  | "jammed"
  | "motor-did-not-stop"
  | "delivery-path-fault"
  | "stopped";

export type Progress = "checking" | "go-sent" | "accepted" | "moving";

/** Unknown is said as unknown, never as a friendly default. */
export type MachineStatus = {
  link: "online" | "stale" | "offline";
  door: "open" | "closed" | "unknown";
  cabinetTemperatureC: number | null;
  deliveryPath: "ok" | "fault" | "unknown";
};
