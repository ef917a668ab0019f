import { encodeFrame, takeFrame } from "@drop-in/vending-driver/protocol";
import { expect, test } from "vitest";
import { createController, defaultControllerSettings } from "./controller.ts";
import { fillWorld, type World } from "./world.ts";

const POLL = "FA FB 41 00 40";
const ACK = [0xfa, 0xfb, 0x42, 0x00, 0x43];
const coil = {
  slotId: "A01",
  selection: 11,
  capacity: 6,
  variantId: "heel-cups-m-pair",
  lot: "L1",
};

test("it polls every 200 ms while it is answered and has nothing to say", () => {
  const rig = greeted();
  rig.said.length = 0;
  for (let polls = 0; polls < 3; polls += 1) {
    rig.pass(200);
    rig.hostSays(...ACK);
  }
  expect(rig.said).toEqual([POLL, POLL, POLL]);
  expect(rig.controller.hostAnswers()).toBe(true);
});

test("an unheard frame is said again five times, and then it goes on without", () => {
  const rig = greeted();
  rig.hostSays(...check(11));
  rig.said.length = 0;
  rig.pass(20);
  const [reply] = rig.said;
  rig.pass(1_200);
  expect(rig.said.filter((frame) => frame === reply)).toHaveLength(6);
  expect(rig.said.at(-1)).toBe(POLL);
});

test("a sync is answered with a report of every slot", () => {
  const rig = greeted();
  rig.said.length = 0;
  rig.hostSays(0xfa, 0xfb, 0x31, 0x01, 0x09, 0x38);
  rig.talk(500);
  expect(rig.cmds()).toContain("11");
});

test("a coil that was told to turn turns, even if nobody listens any more", () => {
  const rig = greeted();
  rig.hostSays(...go(11));
  rig.pass(10_000);
  expect(rig.world().dropped).toHaveLength(1);
  expect(rig.world().lifetimeTurns).toBe(1);
});

test("a motor that does not exist is said, and an open door stops a turn before it begins", () => {
  const rig = greeted();
  rig.hostSays(...go(99));
  rig.talk(300);
  expect(rig.said.some((frame) => /^FA FB 04 04 .. 06 00 63/.test(frame))).toBe(true);
  rig.setWorld({ ...rig.world(), doorOpen: true });
  rig.hostSays(...go(11));
  rig.pass(10_000);
  expect(rig.world().lifetimeTurns).toBe(0);
});

test("without power it says nothing, and with power back it syncs and brings its coil home", () => {
  const rig = greeted();
  rig.hostSays(...go(11));
  rig.pass(1_000);
  rig.controller.setPower(false);
  rig.said.length = 0;
  rig.pass(20_000);
  expect(rig.said).toEqual([]);
  expect(rig.world().slots[0]?.midTurn).toBe(true);
  rig.controller.setPower(true);
  rig.pass(4_900);
  expect(rig.said).toEqual([]);
  rig.pass(200);
  expect(rig.cmds()).toEqual(["31"]);
  expect(rig.world().dropped).toHaveLength(1);
});

test("a controller that does not count calls an empty slot fine, and turns it", () => {
  const rig = greeted({ emptySlot: "turns" }, 0);
  rig.said.length = 0;
  rig.hostSays(...check(11));
  rig.talk(300);
  expect(rig.said.some((frame) => /^FA FB 02 04 .. 01/.test(frame))).toBe(true);
});

function check(selection: number): Uint8Array {
  return encodeFrame({ cmd: 0x01, body: Uint8Array.of(5, 0, selection, 0) });
}

function go(selection: number): Uint8Array {
  return encodeFrame({ cmd: 0x06, body: Uint8Array.of(6, 1, 0, 0, selection) });
}

/** A controller whose first sync has been acknowledged. */
function greeted(settings: Partial<typeof defaultControllerSettings> = {}, stock = 3) {
  const due = new Set<{ at: number; fn: () => void }>();
  const said: string[] = [];
  let now = 0;
  let world: World = fillWorld([{ ...coil, stock }]);
  let hear: (bytes: Uint8Array) => void = () => {};

  const controller = createController({
    line: {
      onBytes: (listener) => {
        hear = listener;
      },
      write: (bytes) => said.push(hexOf(bytes)),
    },
    timer: (ms, fn) => {
      const entry = { at: now + ms, fn };
      due.add(entry);
      return () => due.delete(entry);
    },
    now: () => "2026-11-23T12:00:00.000Z",
    store: {
      get: () => world,
      set: (next) => {
        world = next;
      },
    },
    settings: { ...defaultControllerSettings, ...settings },
    onChange: () => {},
  });

  function pass(ms: number) {
    const end = now + ms;
    const first = () => [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
    for (let next = first(); next !== undefined; next = first()) {
      due.delete(next);
      now = next.at;
      next.fn();
    }
    now = end;
  }
  const hostSays = (...bytes: number[]) => hear(Uint8Array.from(bytes));
  /** Time passes while a host acknowledges everything. */
  function talk(ms: number) {
    for (let passed = 0; passed < ms; passed += 20) {
      const before = said.length;
      pass(20);
      if (said.length > before) hostSays(...ACK);
    }
  }
  talk(60);
  const setWorld = (next: World) => {
    world = next;
  };
  const cmds = () => said.filter((frame) => frame !== POLL).map((frame) => frame.slice(6, 8));
  return { controller, said, pass, talk, hostSays, cmds, world: () => world, setWorld };
}

function hexOf(bytes: Uint8Array): string {
  expect(takeFrame(bytes).kind).toBe("frame");
  return [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0")).join(" ");
}
