/** What the hardware itself remembers or sees of one slot. Null is what it does not say. */
export type Evidence = {
  /** Vends it has counted for this slot since it was built; it never runs backwards. */
  vends: number | null;
  /** Its list of jammed slots names this one. */
  jammed: boolean | null;
  /** Something lies in the lift or at the delivery door. */
  inDelivery: boolean | null;
  /** The locker door of this slot. */
  door: "open" | "closed" | null;
  /** A tested sensor behind that door. */
  item: "present" | "absent" | null;
  /** After our approval the machine said success late, or reset its bus, which the MDB standard counts as success. */
  doneAfterApproval: boolean | null;
};

export const noEvidence: Evidence = {
  vends: null,
  jammed: null,
  inDelivery: null,
  door: null,
  item: null,
  doneAfterApproval: null,
};
