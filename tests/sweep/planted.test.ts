import type { DispenseOutcome, VendingMachine } from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import type { Adapter } from "./adapter.ts";
import { sweep } from "./sweep.ts";
import { vmcFafb } from "./vmc-fafb.adapter.ts";

/** Bugs put in by hand. A sweep that does not find them proves nothing. */
type Dispense = VendingMachine["dispense"];

function withBug(outcome: string, bug: (dispense: Dispense) => Dispense): Adapter {
  return {
    ...vmcFafb,
    outcomes: vmcFafb.outcomes.filter(({ name }) => name === outcome),
    openDriver(link, around) {
      const driver = vmcFafb.openDriver(link, around);
      return { ...driver, dispense: bug(driver.dispense) };
    },
  };
}

const violationsOf = async (adapter: Adapter, commitsEarly = false) => {
  const { findings } = await sweep(adapter, { commitsEarly, stopAtFirst: true });
  return findings.map(({ violation }) => violation.slice(0, 5).trim());
};

test("a go before its intent is on disk is found", async () => {
  const ok = withBug("ok", (dispense) => dispense);
  expect(await violationsOf(ok, true)).toContain("V2 a");
});

test("a second go after an unclear outcome is found", async () => {
  const again = withBug("miss", (dispense) => async (selection, onProgress) => {
    const first = await dispense(selection, onProgress);
    return first.kind === "unclear" ? dispense(selection, onProgress) : first;
  });
  expect(await violationsOf(again)).toEqual(expect.arrayContaining(["V3 a", "V1 2"]));
});

test("silence told as `not dispensed` is found", async () => {
  const hopeful = withBug("late report", (dispense) => async (selection, onProgress) => {
    const outcome = await dispense(selection, onProgress);
    const nothing: DispenseOutcome = {
      kind: "not-dispensed",
      reason: "no-answer",
      provedBy: "never-sent",
    };
    return outcome.kind === "unclear" ? nothing : outcome;
  });
  expect(await violationsOf(hopeful)).toEqual(expect.arrayContaining(["FALSE"]));
});
