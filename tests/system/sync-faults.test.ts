import { expect, test } from "vitest";
import { faultsOfSync } from "../faults/sync/run.ts";

test("lines cut and late, messages doubled and turned round, boxes, broker and servers killed: nothing is lost, nothing comes twice", async () => {
  const short = { faults: 60, msPerFault: 300 };
  const report = await faultsOfSync({ seed: 20261125, ...short, tell: () => {} });
  const place = `seed ${report.seed}, ${report.folder ?? "clean"}`;
  expect(report.violations.slice(0, 10), place).toEqual([]);
  expect(report.inRecord).toBe(report.committed);
  expect(report.promised).toBeGreaterThan(50);
  expect(report.faults).toBeGreaterThanOrEqual(55); // a message fault wants a message to meet
});
