import {
  createKeypadSim,
  createLockerSim,
  defaultKeypadSimSettings,
  defaultLockerSimSettings,
  fillKeypad,
  fillLocker,
  type Line,
  type LockProtocol,
} from "@drop-in/hardware-sims/in-memory";
import { createMachine, type DispenseOutcome, type MachineSpec } from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import { createVirtualTime } from "../sweep/virtual-time.ts";
import { type Chance, createChance } from "./chance.ts";
import { mutated } from "./mutate.ts";
import { codecs } from "./speeches.ts";

const DISPENSES = Number(process.env.FUZZ_DISPENSES ?? 2_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123);
const LIMIT_MS = 600_000;
const item = { variantId: "wrist-splint-neutral-m-left", lot: "L1" };

type Time = ReturnType<typeof createVirtualTime>;
type Machine = {
  protocol: MachineSpec["protocol"];
  /** As the fuzzed codecs call it. */
  speech: string;
  selection: number;
  spec: MachineSpec;
  /** Plugs the simulated machine in, and returns what the person does once it is time. */
  plugIn: (line: Line, time: Time) => () => void;
  isGo: (bytes: Uint8Array) => boolean;
  /** Whether these bytes hold a word of success. Written from the byte tables anew, and not with the codecs. */
  holdsSuccess: (heard: Uint8Array) => boolean;
};

const sums = (bytes: Uint8Array) => bytes.reduce((all, byte) => (all + byte) & 0xff, 0);
const xors = (bytes: Uint8Array) => bytes.reduce((all, byte) => all ^ byte, 0);

/** Any stretch of these bytes, of one of these lengths, for which `means` is true. */
const anywhere = (
  heard: Uint8Array,
  lengths: readonly number[],
  means: (part: Uint8Array) => boolean,
) =>
  lengths.some((length) =>
    Array.from({ length: Math.max(0, heard.length - length + 1) }, (_, at) =>
      heard.subarray(at, at + length),
    ).some(means),
  );
const checked = (part: Uint8Array, check: (bytes: Uint8Array) => number) =>
  check(part.subarray(0, -1)) === part.at(-1);

/** Lock 1 of board 1 open, or its item gone, as each board says it. */
const openSaid: Record<LockProtocol, (heard: Uint8Array) => boolean> = {
  "kr-cu16": (heard) =>
    anywhere(heard, [9], (part) => {
      const [stx, address, cmd, hooks = 0, , items = 0] = part;
      const ours = stx === 0x02 && (address ?? 0) >> 4 === 1 && cmd === 0x35 && checked(part, sums);
      return ours && ((hooks & 1) === 0 || (items & 1) === 0);
    }),
  "kr-cu48": (heard) =>
    anywhere(heard, [12, 13], (part) => {
      const [stx, address, , cmd, length, hooks = 0] = part;
      return (
        stx === 0x02 &&
        address === 1 &&
        cmd === 0x75 &&
        length === 6 &&
        (hooks & 1) === 0 &&
        checked(part, sums)
      );
    }),
  "lock-8a": (heard) =>
    anywhere(heard, [5, 6, 7, 8, 9, 10, 11], (part) => {
      const ours = part[0] === 0x80 && part[1] === 1 && part.at(-2) === 0x33 && checked(part, xors);
      return ours && ((part.at(-3) ?? 0) & 1) === 0;
    }),
  "modbus-relay": (heard) =>
    anywhere(
      heard,
      [6],
      (part) => part[0] === 1 && part[1] === 2 && part[2] === 1 && ((part[3] ?? 0) & 1) === 0,
    ),
};

const unlocks: Record<LockProtocol, (bytes: Uint8Array) => boolean> = {
  "kr-cu16": (bytes) => bytes[2] === 0x31,
  "kr-cu48": (bytes) => bytes[3] === 0x61,
  "lock-8a": (bytes) => bytes[0] === 0x8a,
  "modbus-relay": (bytes) => bytes[1] === 5 && bytes[2] === 2,
};

function lockerOf(protocol: LockProtocol): Machine {
  const known = {
    boards: [1],
    closedBit: 1 as const,
    askAgainWithinMs: 2_000,
    takeWithinMs: 6_000,
  };
  const sensor = protocol === "kr-cu16" ? { presentBit: 1 as const, itemSensorTrusted: true } : {};
  return {
    protocol,
    speech: protocol === "modbus-relay" ? "modbus" : protocol,
    selection: 101,
    spec: {
      protocol,
      address: "/dev/none",
      settings: { ...known, ...sensor, order: "last-byte-first" },
    } as MachineSpec,
    plugIn(line, time) {
      let world = fillLocker([{ ...item, slotId: "A01", selection: 101, stock: 1 }]);
      createLockerSim({
        line,
        timer: time.timer,
        now: () => "2026-11-23T10:00:00Z",
        store: {
          get: () => world,
          set: (next) => {
            world = next;
          },
        },
        settings: { ...defaultLockerSimSettings, protocol },
        onChange() {},
      });
      return () => {};
    },
    isGo: unlocks[protocol],
    holdsSuccess: openSaid[protocol],
  };
}

const keypad: Machine = {
  protocol: "mdb-qibixx",
  speech: "mdb-qibixx",
  selection: 12,
  spec: {
    protocol: "mdb-qibixx",
    address: "/dev/none",
    settings: {
      keypad: [{ selection: 12, item: 12, price: 112 }],
      resultWithinMs: 4_000,
      pressWithinMs: 4_000,
    },
  },
  plugIn(line, time) {
    const keys = [{ selection: 12, item: 12, price: 112 }];
    let world = fillKeypad(
      [{ ...item, slotId: "A01", selection: 12, capacity: 6, stock: 3 }],
      keys,
    );
    const sim = createKeypadSim({
      line,
      timer: time.timer,
      now: () => "2026-11-23T10:00:00Z",
      store: {
        get: () => world,
        set: (next) => {
          world = next;
        },
      },
      settings: { ...defaultKeypadSimSettings, motorTurnMs: 600, powerUpMs: 400 },
      onChange() {},
    });
    return () => sim.press(12);
  },
  isGo: (bytes) => new TextDecoder().decode(bytes).startsWith("C,VEND,"),
  holdsSuccess: (heard) =>
    new TextDecoder("latin1")
      .decode(heard)
      .replaceAll('"', "")
      .split(/[\r\n]/)
      .some((line) => /^\s*c\s*,\s*(VEND\s*,\s*SUCCESS|ERR\s*,\s*VEND\s+5)/.test(line)),
};

test.each([
  lockerOf("kr-cu16"),
  lockerOf("kr-cu48"),
  lockerOf("lock-8a"),
  lockerOf("modbus-relay"),
  keypad,
])(
  "$protocol on a bad line: every dispense ends, and none succeeds by itself",
  async (machine) => {
    let falseSuccesses = 0;
    const ends: Record<string, number> = {};
    for (let dispense = 0; dispense < DISPENSES; dispense += 1) {
      const { outcome, heard, goes } = await onBadLine(machine, createChance(SEED + dispense));
      ends[outcome.kind] = (ends[outcome.kind] ?? 0) + 1;
      if (outcome.kind === "dispensed" && !machine.holdsSuccess(heard)) falseSuccesses += 1;
      if (goes > 1) throw new Error(`seed ${SEED + dispense}: ${goes} goes`);
    }
    const counts = `${DISPENSES.toLocaleString("en")} dispenses, ${falseSuccesses} false successes`;
    console.log(`fuzz ${machine.protocol}: ${counts} (seed ${SEED}) ${JSON.stringify(ends)}`);
    expect(falseSuccesses).toBe(0);
    expect(ends.dispensed).toBeGreaterThan(0);
  },
  LIMIT_MS,
);

/** One dispense of the real driver at a simulated machine, with a bad line between them. */
async function onBadLine(machine: Machine, chance: Chance) {
  const time = createVirtualTime();
  const badness = chance.one([0.05, 0.15, 0.4]);
  const speech = codecs.find(({ name }) => name === machine.speech);
  if (speech === undefined) throw new Error(`nobody speaks ${machine.speech}`);
  const toDevice: ((bytes: Uint8Array) => void)[] = [];
  const toHost: ((bytes: Uint8Array) => void)[] = [];
  let heard: number[] = [];
  let goes = 0;

  const garbled = (bytes: Uint8Array): Uint8Array[] => {
    if (!chance.maybe(badness)) return [bytes.slice()];
    const mine = { ...speech, valid: () => bytes.slice() };
    return chance.one<() => Uint8Array[]>([
      () => [],
      () => [mutated(mine, chance)],
      () => [mutated(speech, chance)],
      () => [bytes.slice(), bytes.slice()],
      () => [bytes.slice(0, 3), bytes.slice(3)],
    ])();
  };
  const line: Line = {
    onBytes: (listener) => void toDevice.push(listener),
    write(bytes) {
      for (const piece of garbled(bytes)) {
        time.timer(1, () => {
          if (goes > 0) heard.push(...piece);
          for (const listener of toHost) listener(piece);
        });
      }
    },
  };
  const link = {
    state: () => "open" as const,
    async write(bytes: Uint8Array) {
      if (machine.isGo(bytes)) {
        goes += 1;
        heard = [];
      }
      const copy = bytes.slice();
      time.timer(1, () => {
        for (const listener of toDevice) listener(copy);
      });
    },
    onBytes(listener: (bytes: Uint8Array) => void) {
      toHost.push(listener);
      return () => {};
    },
    onState: () => () => {},
    close: async () => {},
  };
  const act = machine.plugIn(line, time);
  const driver = createMachine(link, machine.spec, {
    timer: time.timer,
    clock: time.now,
    firstPackNo: 1,
  });
  await time.pass(12_000, () => driver.status().link === "online");
  let outcome: DispenseOutcome | undefined;
  void driver.dispense(machine.selection).then((said) => {
    outcome = said;
  });
  await time.pass(500, () => outcome !== undefined);
  act();
  await time.pass(120_000, () => outcome !== undefined);
  if (outcome === undefined) throw new Error("the dispense never ended");
  await driver.close();
  return { outcome, heard: Uint8Array.from(heard), goes };
}
