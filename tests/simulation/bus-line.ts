import type { Transport } from "../../edge-agent/src/sync/transport.ts";
import type { Link } from "../../sync-server/src/broker/link.ts";
import type { BusTime } from "./bus-time.ts";
import type { Chance } from "./world.ts";

export type BusLine = ReturnType<typeof createBusLine>;

const ONE_WAY_MS = 40;
const CONNECT_MS = 200;

/** The way between the bus and the centre, in memory: it is there, loses some, or is not there. Nothing waits on it. */
export function createBusLine(time: BusTime, chance: Chance) {
  let [stands, run, connections, loses] = [false, 0, 0, 0];
  let hearUp: Parameters<Link["onMessage"]>[0] = () => {};
  let device: Ends | undefined;
  const carried = { up: 0, upBytes: 0, down: 0, downBytes: 0, lost: 0 };

  /** What is under way when the line goes is gone. */
  function carry(deliver: () => void): void {
    const mine = run;
    if (chance.maybe(loses)) carried.lost += 1;
    else time.timer(ONE_WAY_MS, () => mine === run && stands && deliver());
  }

  function connect(): void {
    const mine = device;
    time.timer(CONNECT_MS, () => {
      if (!stands || !mine || mine !== device) return;
      connections += 1;
      mine.onState(true);
    });
  }

  const link: Link = {
    publish(topic, payload) {
      if (!stands) return;
      carried.down += 1;
      carried.downBytes += payload.length;
      carry(() => device?.hear(topic, payload));
    },
    onMessage(listener) {
      hearUp = listener;
    },
    onConnect() {},
    kick() {},
    async close() {},
  };

  return {
    ...{ link, carried },
    /** The end of a program that has just begun; the one before it hears nothing any more. */
    open(): Transport {
      const ends: Ends = { onState() {}, hear() {} };
      device = ends;
      run += 1;
      if (stands) connect();
      return {
        async publish(topic, payload) {
          if (!stands || device !== ends) throw new Error("no line");
          carried.up += 1;
          carried.upBytes += payload.length;
          carry(() => hearUp(topic, payload, false));
        },
        async subscribe() {
          if (!stands || device !== ends) throw new Error("no line");
        },
        onMessage(listener) {
          ends.hear = (topic, payload) => listener(topic, payload, false);
        },
        onState(listener) {
          ends.onState = listener;
        },
        connection: () => connections,
        async close() {},
      };
    },
    /** The box went dark. */
    unplug(): void {
      device = undefined;
      run += 1;
    },
    cut(): void {
      stands = false;
      run += 1;
      device?.onState(false);
    },
    /** From here on it is counted what the line carries, and this part of it gets lost. */
    heal(part = 0): void {
      stands = true;
      loses = part;
      Object.assign(carried, { up: 0, upBytes: 0, down: 0, downBytes: 0, lost: 0 });
      connect();
    },
  };
}

type Ends = {
  onState: (connected: boolean) => void;
  hear: (topic: string, payload: Uint8Array) => void;
};
