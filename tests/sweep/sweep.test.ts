import { expect, test } from "vitest";
import { sweep } from "./sweep.ts";
import { vmcFafb } from "./vmc-fafb.adapter.ts";

/** The name of one case, as a failure prints it: `SWEEP_ONLY="jam, point 31 torn, whole cabinet"`. */
const only = process.env["SWEEP_ONLY"];

test.each([vmcFafb])(
  "wherever the power goes, $name gives one item, tells the truth, and leaves nothing open",
  async (adapter) => {
    const begun = performance.now();
    const { cases, findings, places } = await sweep(adapter, { only });
    const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
    const counts = `${cases.toLocaleString("en")} cases, ${findings.length} violations`;
    console.log(`T0 ${adapter.name}: ${counts} (${places} points, ${seconds} s)`);
    expect(findings[0], `replay with SWEEP_ONLY="${findings[0]?.name}"`).toBeUndefined();
  },
  240_000,
);
