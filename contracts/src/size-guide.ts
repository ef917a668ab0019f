import { z } from "zod";
import { ProductId } from "./ids.ts";

/** One size: `from` is included, `to` is not. */
const SizeBand = z.object({ size: z.string().min(1).max(20), from: z.number(), to: z.number() });

/** The maker's table of one product: what is measured, and which size it means. Smallest first, without gaps. */
export const SizeGuide = z
  .object({
    productId: ProductId,
    /** Whether people may choose it themselves, after the safety check. */
    access: z.enum(["self-select", "clinician-code"]),
    measure: z.object({
      what: z.enum(["circumference", "shoe-size"]),
      unit: z.enum(["cm", "uk-shoe"]),
    }),
    sizes: z.array(SizeBand).min(1),
    source: z.string(),
  })
  .refine(({ sizes }) => sizes.every(({ from, to }) => from < to), "a size ends before it begins")
  .refine(
    ({ sizes }) =>
      sizes.every(({ to }, at) => at === sizes.length - 1 || sizes[at + 1]?.from === to),
    "between two sizes there is a gap, or they overlap",
  );
export type SizeGuide = z.infer<typeof SizeGuide>;

/** The body of the pack `size-guides`. */
export const SizeGuides = z.object({ guides: z.array(SizeGuide) });
export type SizeGuides = z.infer<typeof SizeGuides>;

export type SizeFound =
  | { kind: "size"; size: string }
  /** Just on the line: both are shown; the bigger is the usual choice. */
  | { kind: "between"; smaller: string; bigger: string }
  | { kind: "too-small" }
  | { kind: "too-big" };

/** Which size a measure means. What no size fits is for a person to look at, never for the nearest one. */
export function findSize({ sizes }: Pick<SizeGuide, "sizes">, measured: number): SizeFound {
  const at = sizes.findIndex(({ from, to }) => measured >= from && measured < to);
  const fits = sizes[at];
  if (!fits) return { kind: measured < (sizes[0]?.from ?? 0) ? "too-small" : "too-big" };
  const smaller = sizes[at - 1];
  if (smaller && measured === fits.from) {
    return { kind: "between", smaller: smaller.size, bigger: fits.size };
  }
  return { kind: "size", size: fits.size };
}
