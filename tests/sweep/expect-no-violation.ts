import { expect } from "vitest";
import type { Adapter } from "./adapter.ts";
import { sweep } from "./sweep.ts";

/** One case alone, by the name a failure prints: `SWEEP_ONLY="jam, point 31 torn, whole cabinet"`. */
const only = process.env.SWEEP_ONLY;
/** `SWEEP=thin`: every commit and every go, and a third of the other points; for while one is working on it. */
const thin = process.env.SWEEP === "thin" && only === undefined;

export async function expectNoViolation(adapter: Adapter): Promise<void> {
  const begun = performance.now();
  const { cases, findings, places } = await sweep(adapter, { only, thin });
  const seconds = Math.round((performance.now() - begun) / 1_000);
  const counts = `${cases.toLocaleString("en")} cases, ${findings.length} violations`;
  console.log(`T0 ${adapter.name}: ${counts} (${places} points, ${seconds} s)`);
  const first = findings[0];
  expect(first, `replay with SWEEP_ONLY="${first?.name}"`).toBeUndefined();
}
