import { expect, test } from "vitest";
import { fuzzBatches } from "./batches.ts";

/** `FUZZ_BATCHES=1000000 FUZZ_SEED=7` goes on longer, and elsewhere; so does `npm run faults -- batches`. */
const BATCHES = Number(process.env.FUZZ_BATCHES ?? 10_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_125);
const LIMIT_MS = 7_200_000;

test(
  "batches spoilt in every way are refused with a reason, and the good ones among them are in the record once and in order",
  async () => {
    const report = await fuzzBatches({ batches: BATCHES, seed: SEED });
    console.log(JSON.stringify(report));
    expect(report.faults.slice(0, 10), `seed ${SEED}`).toEqual([]);
    expect(report.crashes).toBe(0);
    expect(report.deadLetters).toBeGreaterThanOrEqual(report.badRows);
  },
  LIMIT_MS,
);
