import { DeviceId, topics } from "@drop-in/contracts";
import { packDown } from "@drop-in/contracts/wire";
import type { DispenseOutcome } from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import {
  beginTurn,
  check,
  collect,
  eventTypes,
  id,
  post,
  settled,
  stockOf,
} from "../acts.fixture.ts";
import { boot, code, firstFeed, newWorld, type World } from "../agent.fixture.ts";
import { plainWire } from "../sync/sync.fixture.ts";

/** V19: printer, scanner, screen and network fail in the middle of a vend, and nothing about it changes. */
type Here = Awaited<ReturnType<typeof vending>>;

async function vending() {
  const world = newWorld();
  const box = breakable(world);
  let end = (_outcome: DispenseOutcome) => {};
  world.inMotion = new Promise((resolve) => {
    end = resolve;
  });
  const { agent, app } = await boot(world);
  agent.applyFeed(firstFeed(world));
  const running = agent.run();
  box.network(true);
  const { body, turnId } = await collect(app);
  return { world, app, box, running, turnId, attemptId: body.attemptId, end };
}

/** A printer, a scanner and a network that go wrong when they are told to. */
function breakable(world: World) {
  const { printing, scanner, transport } = world.around;
  const heard = {
    printer: (_: "fault") => {},
    scanner: (_: "not-connected") => {},
    scan: (_: string) => {},
    network: (_: boolean) => {},
    centre: (_topic: string, _payload: Uint8Array, _retained: boolean) => {},
  };
  const broken = async () => {
    throw new Error("paper jam");
  };
  world.around = {
    printing: {
      ...printing,
      printTicket: broken,
      printTape: broken,
      onState: (listener) => {
        heard.printer = listener;
        return () => {};
      },
    },
    scanner: {
      ...scanner,
      onState: (listener) => {
        heard.scanner = listener;
        return () => {};
      },
      onScan: (listener) => {
        heard.scan = listener;
        return () => {};
      },
    },
    wire: plainWire,
    transport: {
      ...transport,
      subscribe: async () => {},
      onMessage: (listener) => {
        heard.centre = listener;
      },
      onState: (listener) => {
        heard.network = listener;
      },
    },
  };
  return {
    printer: () => heard.printer("fault"),
    scanner: () => heard.scanner("not-connected"),
    scan: (text: string) => heard.scan(text),
    network: (carried: boolean) => heard.network(carried),
    centre: (payload: Uint8Array) =>
      heard.centre(topics.down(DeviceId.parse("edge-1")), payload, false),
  };
}

const failures: Record<string, (here: Here) => Promise<void>> = {
  async printer({ app, box, turnId }) {
    box.printer();
    const arrival = { turnId, requestId: id(70), reason: "talk", needs: [], language: "en" };
    await post(app, "/api/visitor/visits", arrival);
    expect((await post(app, "/api/visitor/tape", { turnId })).status).toBe(500);
  },
  async scanner({ box }) {
    for (const text of ["", "\u0000\u001d\uffff", "DI1.x.y.z", "9".repeat(5_000)]) box.scan(text);
    box.scanner();
  },
  async screen({ app, turnId }) {
    const at = await app.listen({ host: "127.0.0.1", port: 0 });
    const gone = new AbortController();
    const live = await fetch(`${at}/api/visitor/live`, { signal: gone.signal });
    await live.body?.getReader().read();
    gone.abort();
    await post(app, `/api/visitor/turns/${turnId}/end`, { why: "idle" });
    await check(app, await beginTurn(app), code);
  },
  async network({ box, world }) {
    for (const carried of [true, false, true]) {
      box.network(carried);
      box.centre(packDown({ kind: "say-hello" }));
      box.centre(Uint8Array.of(0xff, 0x00, 0x7b));
      world.pass(5_000);
    }
    box.network(false);
  },
};
const outcomes: DispenseOutcome[] = [
  { kind: "dispensed", proof: "confirmed" },
  { kind: "not-dispensed", reason: "motor-missing", provedBy: "refused-before-motion" },
  { kind: "unclear", last: "jammed" },
];

async function outcomeWhile(failed: string | null, outcome: DispenseOutcome) {
  const here = await vending();
  const { world, app, attemptId, running } = here;
  if (failed !== null) await failures[failed]?.(here);
  expect((await settled(app, attemptId)).outcome).toBeNull();
  here.end(outcome);
  const { outcome: told } = await settled(app, attemptId);
  const ofTheVend = eventTypes(world).filter((type) =>
    /^(attempt|stock|slot)\./.test(String(type)),
  );
  await running.close();
  await app.close();
  return { told, stock: stockOf(world), ofTheVend, turned: world.turned };
}

const cases = Object.keys(failures).flatMap((failed) =>
  outcomes.map((outcome) => ({ failed, outcome, kind: outcome.kind })),
);
test.each(cases)(
  "$kind stays $kind when $failed fails while the coil turns",
  async ({ failed, outcome }) => {
    const undisturbed = await outcomeWhile(null, outcome);
    expect(undisturbed).toMatchObject({ told: outcome, turned: [11] });
    expect(await outcomeWhile(failed, outcome)).toEqual(undisturbed);
  },
);
