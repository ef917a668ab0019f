import { expect, test } from "vitest";
import { type Evidence, noEvidence } from "../../evidence.ts";
import type { MachineStatus, VendingMachine } from "../../vending-machine.ts";
import { runCommand } from "./run-command.ts";

test("a counter that went up decides at once that something left", async () => {
  const { code, said, asked } = await dispense([4, 5]);
  expect(code).toBe(0);
  expect(said.at(-1)).toContain("DISPENSED");
  expect(asked).toBe(2);
});

test("a counter that stands still decides only at the end, because the coil may still turn", async () => {
  const { code, said, asked } = await dispense([4]);
  expect(code).toBe(2);
  expect(said.at(-1)).toContain("counter-unchanged");
  expect(asked).toBeGreaterThan(10);
});

test("hardware that says nothing leaves it unclear", async () => {
  const { code, said } = await dispense([null]);
  expect(code).toBe(3);
  expect(said.at(-1)).toContain("UNCLEAR");
});

/** A machine whose dispense ended unclear, and whose counter reads as given, the last one for ever. */
async function dispense(counts: (number | null)[]) {
  const status: MachineStatus = {
    link: "online",
    door: "unknown",
    cabinetTemperatureC: null,
    humidityPercent: null,
    deliveryPath: "unknown",
    openDoors: [],
  };
  const evidence = (vends: number | null): Evidence => ({ ...noEvidence, vends });
  let asked = 0;
  const machine: VendingMachine = {
    status: () => status,
    dispense: async () => ({ kind: "unclear", last: "moving" }),
    openAgain: () => false,
    evidence: () => evidence(4),
    async readEvidence() {
      const vends = counts[Math.min(asked, counts.length - 1)] ?? null;
      asked += 1;
      return evidence(vends);
    },
    findSlots: async () => [],
    observe: async () => undefined,
    onStatus: () => () => {},
    close: async () => {},
  };

  let now = 0;
  const due = new Set<{ at: number; fn: () => void }>();
  const said: string[] = [];
  let code: number | undefined;
  const ended = runCommand(
    machine,
    { do: "dispense", selection: 1 },
    {
      timer(ms, fn) {
        const entry = { at: now + ms, fn };
        due.add(entry);
        return () => due.delete(entry);
      },
      say: (words) => said.push(words),
      pressed: async () => {},
      stopped: new Promise(() => {}),
    },
  );
  void ended.then((value) => {
    code = value;
  });
  while (code === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    const [next] = [...due].sort((a, b) => a.at - b.at);
    if (next === undefined) continue;
    due.delete(next);
    now = next.at;
    next.fn();
  }
  return { code, said, asked };
}
