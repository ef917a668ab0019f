import { type Catalogue, Variant, type VariantId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type CatalogueStore = ReturnType<typeof createCatalogueStore>;

/** The words for what a machine holds, as the centre last sent them. */
export function createCatalogueStore(db: Db) {
  const clear = db.prepare("delete from variant");
  const insert = db.prepare("insert into variant (variant_id, variant_json) values (?, ?)");
  const select = db
    .prepare<[string], string>("select variant_json from variant where variant_id = ?")
    .pluck();

  const selectAll = db.prepare<[], string>("select variant_json from variant").pluck();

  return {
    all: (): Variant[] => selectAll.all().map((json) => Variant.parse(JSON.parse(json))),
    set(catalogue: Catalogue): void {
      clear.run();
      for (const variant of catalogue.variants)
        insert.run(variant.variantId, JSON.stringify(variant));
    },
    find(variantId: VariantId): Variant | undefined {
      const json = select.get(variantId);
      return json === undefined ? undefined : Variant.parse(JSON.parse(json));
    },
  };
}
