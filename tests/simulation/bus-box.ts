import { createHash } from "node:crypto";
import { join } from "node:path";
import { SiteId } from "@drop-in/contracts";
import {
  absentPrinting,
  absentScanner,
  createAgent,
  createMachineSeat,
  readSettings,
} from "@drop-in/edge-agent";
import { createServer, migrate, openDb } from "@drop-in/foundation";
import type { VendingMachine } from "@drop-in/vending-driver";
import { sealFieldsBetween } from "../../edge-agent/src/adapters/seal-fields.ts";
import { httpStatusOf } from "../../edge-agent/src/agent-error.ts";
import { createSealedWire } from "../../edge-agent/src/sync/sealed-wire.ts";
import { type BusKeys, bus } from "./bus-keys.ts";
import type { BusLine } from "./bus-line.ts";
import { type BusMachine, plan } from "./bus-machine.ts";
import type { BusTime } from "./bus-time.ts";
import { uuid } from "./world.ts";

export type BusBox = ReturnType<typeof createBusBox>;
/** Undefined: nobody answers, the box is off. */
export type Answer = { status: number; body: unknown; cookie: string | undefined } | undefined;

/** What two quartz clocks part by: 20 in a million. */
const DRIFT = 2e-5;

type Parts = {
  time: BusTime;
  line: BusLine;
  keys: BusKeys;
  machine: BusMachine;
  complain: (what: string) => void;
};
type Power = { bootId: string; onAt: number; wallAtOn: number };

/** The box of the bus: the real agent with its own database, switched on and off with whatever clock it then has. */
export function createBusBox({ time, line, keys, machine, complain }: Parts) {
  const db = openDb(":memory:");
  migrate(db, join(import.meta.dirname, "../../edge-agent/migrations"));
  let power: Power | undefined;
  let [starts, switchings] = [0, 0];
  let life = { powered: false };
  let app: Awaited<ReturnType<typeof createServer>> | undefined;

  const ranMs = ({ onAt }: Power) => Math.floor((time.now() - onAt) * (1 + DRIFT));
  const wallOf = (on: Power) => new Date(on.wallAtOn + ranMs(on));

  async function start(on: Power): Promise<void> {
    starts += 1;
    const mine = { powered: true };
    life = mine;
    const agent = createAgent({
      ...{ settings, version: "0.1.0", db, plan },
      device: { deviceId: bus, siteId: SiteId.parse("bus-2"), siteName: "Bus 2" },
      hardware: {
        ...{ machine: createMachineSeat(heardIn(mine)), openAs: () => heardIn(mine) },
        ...{
          listPorts: async () => ({ ports: [] }),
          printing: absentPrinting,
          scanner: absentScanner,
        },
      },
      transport: line.open(),
      ...slowly(time, keys),
      authorities: {
        clock: { now: () => wallOf(on), monotonicMs: () => ranMs(on), bootId: () => on.bootId },
        timer: (ms, fn) => time.timer(ms, () => mine.powered && fn()),
        log: { ...quiet, error: (said: object) => complain(`box: ${JSON.stringify(said)}`) },
        ...chanceOfStart(starts),
      },
    });
    agent.recover();
    const server = await createServer({
      log: quiet,
      host: "127.0.0.1",
      statusOf: httpStatusOf,
    });
    await agent.serve(server);
    agent.run();
    app = server;
  }

  /** What a coil does after the program died, nobody hears. */
  function heardIn(mine: { powered: boolean }): VendingMachine {
    return {
      ...machine.machine,
      async dispense(selection) {
        const outcome = await machine.machine.dispense(selection);
        return mine.powered ? outcome : new Promise(() => {});
      },
    };
  }

  async function die(): Promise<void> {
    life.powered = false;
    line.unplug();
    const was = app;
    app = undefined;
    await was?.close();
  }

  return {
    db,
    /** With a battery its clock runs on, as wrong as it was; without, it begins in 1970. */
    switchOn(clock: { fastMs: number } | "1970"): Promise<void> {
      switchings += 1;
      const [bootId, onAt] = [uuid(5, switchings), time.now()];
      power = { bootId, onAt, wallAtOn: clock === "1970" ? 0 : onAt + clock.fastMs };
      return time.working(start(power));
    },
    switchOff: (): Promise<void> => time.working(die()),
    /** Its program died and was started again; the machine was on all the while. */
    async restart(): Promise<void> {
      await time.working(die());
      if (power) await time.working(start(power));
    },
    async post(url: string, payload: object, cookie?: string): Promise<Answer> {
      return ask("POST", url, payload, cookie);
    },
    get: (url: string): Promise<Answer> => ask("GET", url),
    waiting: (): number => Number(db.prepare("select count(*) from outbox").pluck().get()),
  };

  async function ask(
    method: "GET" | "POST",
    url: string,
    payload?: object,
    cookie?: string,
  ): Promise<Answer> {
    if (!app) return undefined;
    const headers = { "x-drop-in": "1", ...(cookie ? { cookie } : {}) };
    const sent = app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
    const answer = await time.working(sent);
    const [set] = answer.cookies;
    return {
      status: answer.statusCode,
      body: answer.body === "" ? null : answer.json(),
      cookie: set && `${set.name}=${set.value}`,
    };
  }
}

/** As the agent and the centre hash here: quickly, where the real ones take their time. */
export const hashFor = async (secret: string, salt: string): Promise<string> =>
  createHash("sha256").update(`${salt} ${secret}`).digest("hex");

/** The real envelopes and seals; what they take is waited for. */
function slowly(time: BusTime, keys: BusKeys) {
  const wire = createSealedWire(() => keys.wire);
  const seal = sealFieldsBetween(() => keys.wire);
  return {
    wire: {
      up: (plain: Uint8Array) => time.working(wire.up(plain)),
      status: (status: Parameters<typeof wire.status>[0]) => time.working(wire.status(status)),
      read: (bytes: Uint8Array) => time.working(wire.read(bytes)),
    },
    seal: (...what: Parameters<typeof seal>) => time.working(seal(...what)),
  };
}

function chanceOfStart(start: number) {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return uuid(100 + start, ids);
  };
  return {
    ...{ newId, newToken: newId, hashSecret: hashFor },
    hashToken: (token: string) => createHash("sha256").update(token).digest("hex"),
    sameHash: (a: string, b: string) => a === b,
    verifySignature: () => false,
  };
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const read = readSettings({ DATA_DIR: "/nowhere", UI_DIR: "/nowhere" });
if (read.kind === "bad") throw new Error(read.problem);
const { settings } = read;
