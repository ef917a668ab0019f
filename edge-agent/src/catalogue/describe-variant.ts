import type { LocalText, Side, Variant, VariantId } from "@drop-in/contracts";

export type Described = { name: LocalText; size: string; side: Side };

/** What people read of a variant. One we have no words for yet is shown by its number, not hidden. */
export function describeVariant(variantId: VariantId, variant: Variant | undefined): Described {
  return variant
    ? { name: variant.name, size: variant.size, side: variant.side }
    : { name: { en: variantId, ar: variantId }, size: "?", side: "either" };
}
