import {
  createMachine,
  type DispenseOutcome,
  type MachineSpec,
  readAudit,
  settleByEvidence,
  withAudit,
} from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import { fillKeypad } from "../keypad/fill-keypad.ts";
import { createKeypadSim, defaultKeypadSimSettings } from "../keypad/keypad-sim.ts";
import type { KeypadFault, KeypadWorld } from "../keypad/world.ts";
import { createHandTime } from "../line/hand-time.test-rig.ts";
import { createMemoryWire } from "../line/memory-wire.ts";
import { jam } from "../spiral/world.ts";
import { createAuditSocket } from "./audit-socket.ts";

test("what the line left unclear, the machine's own counter decides: it counted one more", async () => {
  const all = await machine(["silence-after-approval"]);
  expect(all.machine.evidence(12).vends).toBe(0);
  expect(await all.vend()).toEqual({ kind: "dispensed", proof: "presumed" });
  expect(all.world().dropped).toHaveLength(1);
});

test("a counter that stands still to the end proves that nothing left", async () => {
  const all = await machine(["silence-after-approval"]);
  const world = all.world();
  all.set({ ...world, ...jam(world, "A01") });
  expect(await all.vend()).toEqual({
    kind: "not-dispensed",
    reason: "interrupted",
    provedBy: "counter-unchanged",
  });
});

test("a socket that does not answer leaves it unclear, and keeps nobody for ever", async () => {
  const all = await machine(["silence-after-approval"], true);
  expect(all.machine.evidence(12).vends).toBeNull();
  expect(await all.vend()).toMatchObject({ kind: "unclear" });
});

/** A keypad machine whose counters are joined to what really falls, on two wires of its own. */
async function machine(faults: KeypadFault[], silent = false) {
  const time = createHandTime();
  const [wire, audit] = [createMemoryWire(time.timer), createMemoryWire(time.timer)];
  const keys = [{ selection: 12, item: 12, price: 112 }];
  const coil = {
    slotId: "A01",
    selection: 12,
    capacity: 6,
    stock: 3,
    variantId: "knee-sleeve-m-either",
    lot: "L1",
  };
  let world: KeypadWorld = { ...fillKeypad([coil], keys), faults };
  const set = (next: KeypadWorld) => {
    world = next;
  };
  const around = { timer: time.timer, now: time.now, onChange() {} };
  const settings = { ...defaultKeypadSimSettings };
  const sim = createKeypadSim({
    ...around,
    line: wire.line,
    store: { get: () => world, set },
    settings,
  });
  createAuditSocket({
    line: audit.line,
    timer: time.timer,
    counters: () => ({
      serial: "OHB0000001",
      products: [
        { selection: 12, price: 112, productId: "KNEE", paid: world.dropped.length, free: 0 },
      ],
      events: [],
    }),
    faults: { silent },
  });
  const spec: MachineSpec = {
    protocol: "mdb-qibixx",
    address: "/dev/null",
    settings: { keypad: keys, resultWithinMs: 10_000 },
  };
  const parts = { timer: time.timer, clock: time.clock, firstPackNo: 1 };
  const audited = withAudit(createMachine(wire.link, spec, parts), () =>
    readAudit(audit.link, { ...parts, settings: { wholeMs: 15_000 } }),
  );
  await time.pass(40_000);

  return {
    machine: audited,
    world: () => world,
    set,
    /** One vend, and what the hardware's own memory then makes of it. */
    async vend(): Promise<DispenseOutcome | undefined> {
      const before = audited.evidence(12);
      let outcome: DispenseOutcome | undefined;
      const settle = async (first: DispenseOutcome) => {
        if (first.kind !== "unclear") return first;
        const unsettled = { selection: 12, last: first.last, before };
        return settleByEvidence(unsettled, {
          machine: audited,
          timer: time.timer,
          withinMs: 30_000,
        });
      };
      void audited
        .dispense(12)
        .then(settle)
        .then((decided) => {
          outcome = decided;
        });
      await time.pass(1_000);
      sim.press(12);
      await time.pass(120_000);
      return outcome;
    },
  };
}
