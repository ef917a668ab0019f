/**
 * What differs between machines of this family, and how long to wait. Everything here is a guess
 * until it has been seen on the machine in question, so everything can be set.
 */
export type VmcSettings = {
  /** Ask the controller to watch its light curtain while it dispenses. */
  useDropSensor: boolean;
  /** This machine's sensor was tested at commissioning: its word makes a dispense `confirmed`. */
  dropSensorTrusted: boolean;
  /** The delivery goes through an elevator. */
  useLift: boolean;
  /** The byte in the status reply that means the cabinet door is open, learned at commissioning. */
  doorOpenValue: number | undefined;
  /** Send the reserved byte after the selection in a check; some firmware wants it, some does not. */
  paddedCheck: boolean;
  /** No frame for this long: the controller may be gone. */
  staleAfterMs: number;
  /** No frame for this long: it is gone. */
  offlineAfterMs: number;
  /** A command waits at most this long for a poll to ride on; then it is withdrawn unsent. */
  pollWaitMs: number;
  /** From the check being queued until its answer. */
  checkReplyMs: number;
  /** From go until the first status; it also covers a go whose acknowledgement was lost. */
  firstStatusMs: number;
  /** From go until the final status: 60 s for spirals, 120 s with a lift. */
  dispenseMs: number;
  /** Polls without acknowledgement after which a command counts as not accepted. */
  pollsWithoutAck: number;
  /** A pause inside a frame longer than this means its end was lost. */
  frameGapMs: number;
  /** How often door, temperature and delivery path are asked for while idle. */
  statusEveryMs: number;
};

export const defaultVmcSettings: VmcSettings = {
  useDropSensor: true,
  dropSensorTrusted: false,
  useLift: false,
  doorOpenValue: undefined,
  paddedCheck: true,
  staleAfterMs: 2_000,
  offlineAfterMs: 10_000,
  pollWaitMs: 5_000,
  checkReplyMs: 5_000,
  firstStatusMs: 10_000,
  dispenseMs: 60_000,
  pollsWithoutAck: 5,
  frameGapMs: 100,
  statusEveryMs: 5_000,
};
