import { z } from "zod";
import { ProductId, VariantId } from "./ids.ts";
import { LocalText } from "./language.ts";

export const Side = z.enum(["left", "right", "either", "pair"]);
export type Side = z.infer<typeof Side>;

/** One product in one size and side, with the words a person reads. GTIN as in GS1, 14 digits. */
export const Variant = z.object({
  variantId: VariantId,
  productId: ProductId,
  name: LocalText,
  size: z.string().min(1).max(20),
  side: Side,
  gtin: z.string().regex(/^\d{14}$/),
});
export type Variant = z.infer<typeof Variant>;

/** The catalogue as content: it has a version and a review status that says nobody has signed it yet. */
export const Catalogue = z.object({
  version: z.string().min(1).max(40),
  reviewStatus: z.enum(["draft", "approved"]),
  variants: z.array(Variant),
});
export type Catalogue = z.infer<typeof Catalogue>;
