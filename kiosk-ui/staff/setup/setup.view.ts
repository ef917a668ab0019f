import {
  type CommissioningView,
  type MachineKind,
  type MachineProtocol,
  machineKindOf,
  type PlannedSlot,
  SlotId,
  type Variant,
} from "@drop-in/contracts";

/** The way through, in order. Each may be gone back to; nothing is lost by it. */
export const setupSteps = [
  "ports",
  "protocol",
  "connected",
  "learn",
  "layout",
  "test",
  "save",
] as const;
export type SetupStep = (typeof setupSteps)[number];

export function stepAfter(step: SetupStep, by: 1 | -1): SetupStep | null {
  return setupSteps[setupSteps.indexOf(step) + by] ?? null;
}

/** Where to go on with what was begun before: what is found already is not asked again. */
export function firstStepOf({ link, draft }: Pick<CommissioningView, "link" | "draft">): SetupStep {
  if (draft.address === undefined) return "ports";
  return link === "online" ? "learn" : "connected";
}

/** A locker opens by one of several boards; the other kinds have one way to be spoken to. */
export const protocolsOf = {
  spiral: ["vmc-fafb"],
  locker: ["kr-cu16", "kr-cu48", "lock-8a", "modbus-relay"],
  keypad: ["mdb-qibixx"],
} as const satisfies Record<MachineKind, readonly MachineProtocol[]>;

/** The kind of machine a draft is for; null while nobody has said. */
export function kindOfDraft({ protocol }: { protocol: string }): MachineKind | null {
  const kinds = new Map<string, MachineKind>(Object.entries(machineKindOf));
  return kinds.get(protocol) ?? null;
}

/** An address somebody types: a port of this box, or a serial server on the network. */
export function isAddress(typed: string): boolean {
  return /^(\/dev\/\S+|\/\S+|tcp:\/\/[^\s:]+:\d{1,5})$/.test(typed.trim());
}

export type GridRow = { letter: string; slots: PlannedSlot[]; next: SlotId | null };

/** The slots as they stand in the machine: one line for each tray letter, and one place more in each. */
export function gridOf(slots: readonly PlannedSlot[]): GridRow[] {
  const letters = [...new Set(slots.map(({ slotId }) => slotId.charAt(0)))].sort();
  return letters.map((letter) => {
    const row = slots.filter(({ slotId }) => slotId.startsWith(letter));
    row.sort((a, b) => a.slotId.localeCompare(b.slotId));
    return { letter, slots: row, next: freePlace(letter, row) };
  });
}

/** The letter of the next new row; null after Z. */
export function nextRow(slots: readonly PlannedSlot[]): SlotId | null {
  const last = slots.reduce((most, { slotId }) => Math.max(most, slotId.charCodeAt(0)), 64);
  return last >= 90 ? null : SlotId.parse(`${String.fromCharCode(last + 1)}01`);
}

function freePlace(letter: string, row: readonly PlannedSlot[]): SlotId | null {
  const last = row.reduce((most, { slotId }) => Math.max(most, Number(slotId.slice(1))), 0);
  return last >= 99 ? null : slotIdOf(letter, last + 1);
}

function slotIdOf(letter: string, place: number): SlotId {
  return SlotId.parse(`${letter}${String(place).padStart(2, "0")}`);
}

/** What the hardware names and nobody has laid out yet, each with the place it would be given. */
export function offered(
  found: CommissioningView["found"],
  slots: readonly PlannedSlot[],
  kind: MachineKind | null,
): { selection: number; says: string; slotId: SlotId }[] {
  const known = new Set(slots.map(({ selection }) => selection));
  const taken = new Set<string>(slots.map(({ slotId }) => slotId));
  return found
    .filter(({ selection }) => !known.has(selection))
    .map((each) => ({ ...each, slotId: placeFor(each.selection, kind) }))
    .filter(({ slotId }) => !taken.has(slotId));
}

/** A locker is lettered by its boards, another machine by tens: 11 is the first of tray A. */
function placeFor(selection: number, kind: MachineKind | null): SlotId {
  if (kind === "locker") {
    return slotIdOf(letterAt(Math.floor(selection / 100)), Math.max(1, selection % 100));
  }
  const place = selection % 10 || 10;
  return slotIdOf(letterAt((selection - place) / 10), place);
}

function letterAt(place: number): string {
  return String.fromCharCode(64 + Math.min(26, Math.max(1, place)));
}

/** A slot that is being filled in; `variant` is null until a product is chosen. */
export type SlotForm = Omit<PlannedSlot, "variantId" | "expiresOn"> & {
  variant: Variant | null;
  expiresOn: string;
};

export function newSlot(slotId: SlotId, selection: number, kind: MachineKind | null): SlotForm {
  const many = kind === "locker" ? 1 : 6;
  const none = { variant: null, lot: "", expiresOn: "" };
  return { slotId, selection, capacity: many, par: 1, stock: many, ...none };
}

export function formOf(slot: PlannedSlot, catalogue: readonly Variant[]): SlotForm {
  const { variantId, expiresOn = "", ...rest } = slot;
  const variant = catalogue.find((each) => each.variantId === variantId) ?? null;
  return { ...rest, variant, expiresOn };
}

/** The slot as the plan keeps it, or null while its product or lot is missing. */
export function slotOf({ variant, expiresOn, ...form }: SlotForm): PlannedSlot | null {
  const lot = form.lot.trim();
  if (variant === null || lot === "") return null;
  const dated = expiresOn === "" ? {} : { expiresOn };
  const stock = Math.min(form.stock, form.capacity);
  return { ...form, variantId: variant.variantId, lot, stock, ...dated };
}

/** The plan with this slot in it, in place of the one that stood there. */
export function withSlot(slots: readonly PlannedSlot[], slot: PlannedSlot): PlannedSlot[] {
  const others = slots.filter(({ slotId }) => slotId !== slot.slotId);
  return [...others, slot].sort((a, b) => a.slotId.localeCompare(b.slotId));
}

/** The same things one place to the right, where nothing stands yet; null where there is no free place. */
export function copyRight(slots: readonly PlannedSlot[], slot: PlannedSlot): PlannedSlot | null {
  const place = Number(slot.slotId.slice(1)) + 1;
  if (place > 99) return null;
  const slotId = slotIdOf(slot.slotId.charAt(0), place);
  const selection = slot.selection + 1;
  const taken = slots.some((each) => each.slotId === slotId || each.selection === selection);
  return taken ? null : { ...slot, slotId, selection };
}

/** One of each product, by the name people know it by. */
export function productsOf(catalogue: readonly Variant[]): Variant[] {
  const byProduct = new Map(catalogue.map((variant) => [variant.productId, variant]));
  return [...byProduct.values()].sort((a, b) => a.name.en.localeCompare(b.name.en));
}
