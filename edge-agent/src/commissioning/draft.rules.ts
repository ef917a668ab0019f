import {
  MachinePlan,
  type MachinePlanDraft,
  MachineProtocol,
  machineKindOf,
  type VariantId,
} from "@drop-in/contracts";

/** What stops a draft from being saved, in words for the person who laid it out. */
export function problemsOf(
  draft: MachinePlanDraft,
  isKnown: (variantId: VariantId) => boolean,
): string[] {
  const problems: string[] = [];
  const { slots } = draft;
  if (slots.length === 0) problems.push("No slot is laid out yet.");
  const protocol = MachineProtocol.safeParse(draft.protocol);
  if (!protocol.success) problems.push(`No machine speaks "${draft.protocol}".`);
  for (const slotId of twice(slots.map((slot) => slot.slotId))) {
    problems.push(`Slot ${slotId} is laid out twice.`);
  }
  for (const selection of twice(slots.map((slot) => slot.selection))) {
    problems.push(`Two slots have the number ${selection}.`);
  }
  for (const { slotId, stock, capacity, par, variantId } of slots) {
    if (stock > capacity)
      problems.push(`Slot ${slotId} cannot hold ${stock}: its room is ${capacity}.`);
    if (par > capacity)
      problems.push(`Slot ${slotId} should be filled to ${par}: its room is ${capacity}.`);
    if (!isKnown(variantId)) problems.push(`What slot ${slotId} holds is not in the catalogue.`);
    if (protocol.success && machineKindOf[protocol.data] === "locker" && capacity !== 1) {
      problems.push(`Compartment ${slotId} holds one item, not ${capacity}.`);
    }
  }
  if (problems.length > 0) return problems;
  const read = MachinePlan.safeParse(draft);
  return read.success
    ? []
    : read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

function twice<Each>(all: readonly Each[]): Each[] {
  return [...new Set(all.filter((each, index) => all.indexOf(each) !== index))];
}

/** A plan to try the machine with while nothing is laid out yet. Undefined: what was learnt makes no sense. */
export function trialPlan(draft: MachinePlanDraft): MachinePlan | undefined {
  const placeholder = {
    slotId: "A01",
    selection: 1,
    variantId: "not-laid-out",
    capacity: 1,
    par: 0,
    stock: 0,
    lot: "none",
  };
  const slots = draft.slots.length > 0 ? draft.slots : [placeholder];
  const read = MachinePlan.safeParse({ ...draft, slots });
  return read.success ? read.data : undefined;
}
