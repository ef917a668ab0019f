import type { VendingMachine } from "../vending-machine.ts";
import { vendsOf } from "./audit.ts";
import type { AuditRead } from "./read-audit.ts";
import type { AuditReport } from "./report.ts";

/**
 * A machine whose own counters are read through its audit socket: at the start, after every vend, and when it is
 * asked what it knows. A counter that could not be read anew is unknown, never the old one.
 */
export function withAudit(machine: VendingMachine, read: () => Promise<AuditRead>): VendingMachine {
  let report: AuditReport | undefined;
  let reading: Promise<void> | undefined;

  function refresh(): Promise<void> {
    report = undefined;
    reading ??= read()
      .then((answer) => {
        report = answer.kind === "report" ? answer.report : undefined;
      })
      .catch(() => {})
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }
  void refresh();

  const evidence: VendingMachine["evidence"] = (selection) => ({
    ...machine.evidence(selection),
    vends: report ? vendsOf(report, selection) : null,
  });

  return {
    ...machine,
    evidence,
    async readEvidence(selection) {
      const own = await machine.readEvidence(selection);
      await refresh();
      return own && evidence(selection);
    },
    async dispense(selection, onProgress) {
      // A machine does not vend while its audit socket is in use.
      await reading;
      const outcome = await machine.dispense(selection, onProgress);
      void refresh();
      return outcome;
    },
  };
}
