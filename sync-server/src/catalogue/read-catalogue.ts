import { readFileSync } from "node:fs";
import { Catalogue, type Variant, type VariantId } from "@drop-in/contracts";
import { z } from "zod";

/** The catalogue as content: a file with a version, a review status, and a note for who reads it. */
const CatalogueFile = Catalogue.extend({ reviewNote: z.string().optional() });

export type CatalogueBook = {
  catalogue: Catalogue;
  find(variantId: VariantId): Variant | undefined;
};

/** Throws with one readable line when the file is not a catalogue. */
export function readCatalogue(path: string): CatalogueBook {
  const parsed = CatalogueFile.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${path} is not a catalogue: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { version, reviewStatus, variants } = parsed.data;
  const byId = new Map(variants.map((variant) => [variant.variantId, variant]));
  return {
    catalogue: { version, reviewStatus, variants },
    find: (variantId) => byId.get(variantId),
  };
}
