import {
  createController,
  defaultControllerSettings,
  fillWorld,
  type Line,
} from "@drop-in/hardware-sims/in-memory";
import { createMachine, type DispenseOutcome } from "@drop-in/vending-driver";
import { readHostFrame, takeFrame } from "@drop-in/vending-driver/protocol";
import { expect, test } from "vitest";
import { createVirtualTime } from "../sweep/virtual-time.ts";
import { type Chance, createChance } from "./chance.ts";
import { mutated } from "./mutate.ts";
import { vmcSpeech } from "./speeches.ts";

const DISPENSES = Number(process.env.FUZZ_DISPENSES ?? 5_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123);
const SELECTION = 11;
const LIMIT_MS = 600_000;

test(
  "on a line that garbles, repeats, swallows and invents, every dispense ends, and none succeeds by itself",
  async () => {
    let falseSuccesses = 0;
    const ends: Record<string, number> = {};
    for (let dispense = 0; dispense < DISPENSES; dispense += 1) {
      const { outcome, heard, goes } = await onBadLine(createChance(SEED + dispense));
      ends[outcome.kind] = (ends[outcome.kind] ?? 0) + 1;
      if (outcome.kind === "dispensed" && !holdsSuccess(heard)) falseSuccesses += 1;
      if (goes > 1) throw new Error(`seed ${SEED + dispense}: ${goes} goes`);
    }
    const counts = `${DISPENSES.toLocaleString("en")} dispenses, ${falseSuccesses} false successes`;
    console.log(`fuzz vmc-fafb: ${counts} (seed ${SEED}) ${JSON.stringify(ends)}`);
    expect(falseSuccesses).toBe(0);
    expect(ends.dispensed).toBeGreaterThan(0);
    expect(ends.unclear).toBeGreaterThan(0);
  },
  LIMIT_MS,
);

/** One dispense of the real driver at a real machine, with a bad line between them. */
async function onBadLine(chance: Chance) {
  const time = createVirtualTime();
  const badness = chance.one([0.05, 0.15, 0.4]);
  const toDevice: ((bytes: Uint8Array) => void)[] = [];
  const toHost: ((bytes: Uint8Array) => void)[] = [];
  /** Everything that reached the host since go: what it may know. */
  let heard: number[] = [];
  let goes = 0;

  const deliver = (bytes: Uint8Array) => {
    if (goes > 0) heard.push(...bytes);
    for (const listener of toHost) listener(bytes);
  };
  const line: Line = {
    onBytes: (listener) => void toDevice.push(listener),
    write(bytes) {
      for (const piece of garbled(bytes, chance, badness)) time.timer(1, () => deliver(piece));
    },
  };
  const store = { world: fillWorld([slot]) };
  createController({
    line,
    timer: time.timer,
    now: () => "2026-11-23T10:00:00Z",
    store: {
      get: () => store.world,
      set: (world) => {
        store.world = world;
      },
    },
    settings: { ...defaultControllerSettings, motorTurnMs: 600 },
    onChange() {},
  });
  const link = {
    state: () => "open" as const,
    async write(bytes: Uint8Array) {
      if (isGo(bytes)) {
        goes += 1;
        heard = [];
      }
      const copy = bytes.slice();
      if (chance.maybe(badness / 4)) return;
      time.timer(1, () => {
        for (const to of toDevice) to(copy);
      });
    },
    onBytes(listener: (bytes: Uint8Array) => void) {
      toHost.push(listener);
      return () => {};
    },
    onState: () => () => {},
    close: async () => {},
  };
  const settings = { firstStatusMs: 1_500, dispenseMs: 3_000 };
  const spec = { protocol: "vmc-fafb", address: "/dev/none", settings } as const;
  const around = { timer: time.timer, clock: time.now, firstPackNo: 1 };
  const machine = createMachine(link, spec, around);
  await time.pass(2_000, () => machine.status().link === "online");
  let outcome: DispenseOutcome | undefined;
  void machine.dispense(SELECTION).then((said) => {
    outcome = said;
  });
  await time.pass(60_000, () => outcome !== undefined);
  if (outcome === undefined) throw new Error("the dispense never ended");
  await machine.close();
  return { outcome, heard: Uint8Array.from(heard), goes };
}

const slot = {
  slotId: "A01",
  selection: SELECTION,
  capacity: 6,
  stock: 3,
  variantId: "wrist-splint-neutral-m-left",
  lot: "L1",
};

/** What becomes of a frame between the machine and the host. */
function garbled(bytes: Uint8Array, chance: Chance, badness: number): Uint8Array[] {
  if (!chance.maybe(badness)) return [bytes.slice()];
  const mine = { ...vmcSpeech, valid: () => bytes.slice() };
  return chance.one<() => Uint8Array[]>([
    () => [],
    () => [mutated(mine, chance)],
    () => [mutated(vmcSpeech, chance)],
    () => [bytes.slice(), bytes.slice()],
    () => [bytes.slice(0, 3), bytes.slice(3)],
    () => [mutated(vmcSpeech, chance), bytes.slice()],
  ])();
}

function isGo(bytes: Uint8Array): boolean {
  const taken = takeFrame(bytes);
  const read = taken.kind === "frame" ? readHostFrame(taken.frame) : undefined;
  return read?.message.type === "drive";
}

/**
 * Whether a report of success for our selection is anywhere in these bytes. Written from the byte table
 * anew, and not with the codec, which would share its own mistakes.
 */
function holdsSuccess(bytes: Uint8Array): boolean {
  for (let at = 0; at + 9 <= bytes.length; at += 1) {
    const [first, second, cmd, length = 0, , status, high = 0, low = 0] = bytes.subarray(at);
    if (first !== 0xfa || second !== 0xfb || cmd !== 0x04 || length < 4) continue;
    const frame = bytes.subarray(at, at + 5 + length);
    const whole = frame.length === 5 + length && frame.reduce((all, byte) => all ^ byte, 0) === 0;
    const success = status === 0x02 || status === 0x24;
    if (whole && success && high * 256 + low === SELECTION) return true;
  }
  return false;
}

test("two megabytes in one piece are only noise to the driver", async () => {
  const time = createVirtualTime();
  const chance = createChance(SEED);
  let hear = (_: Uint8Array) => {};
  const link = {
    state: () => "open" as const,
    write: async () => {},
    onBytes(listener: (bytes: Uint8Array) => void) {
      hear = listener;
      return () => {};
    },
    onState: () => () => {},
    close: async () => {},
  };
  const spec = { protocol: "vmc-fafb", address: "/dev/none" } as const;
  createMachine(link, spec, { timer: time.timer, clock: time.now, firstPackNo: 1 });
  expect(() => hear(chance.bytes(2 * 1024 * 1024))).not.toThrow();
});
