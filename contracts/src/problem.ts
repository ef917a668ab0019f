import { z } from "zod";

/** How every refusal of an HTTP request looks. `code` is for programs, `message` for developers: screens have their own words. */
export const Problem = z.object({
  code: z.string(),
  message: z.string(),
  retryAfterSeconds: z.number().int().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Proof that an exhaustive switch is exhaustive. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
