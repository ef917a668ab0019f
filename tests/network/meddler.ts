import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { connect as connectTls, createServer as createTlsServer } from "node:tls";
import { systemTimer } from "@drop-in/foundation";
import { repeated, takePackets, topicOf } from "./mqtt-packets.ts";

export type Fate =
  | { kind: "duplicate" }
  | { kind: "drop" }
  /** Late by so much; what comes behind it overtakes it. */
  | { kind: "delay"; ms: number }
  /** Behind the next message, if one comes soon enough; else it was only late. */
  | { kind: "reorder"; withinMs: number };
type Kind = Fate["kind"];
type Direction = "up" | "down";

/** Certificates as PEM. A device that shows one to the meddler is shown to the broker by the meddler with the same. */
export type TlsEnd = { key: string; cert: string; ca: string };

type Options = {
  to: { host: string; port: number };
  /**
   * Without it both sides are plain TCP. `near` is the meddler as the broker, `far` the meddler as the device, asked for
   * at each connection, as a device may have renewed its own.
   */
  tls?: { near: TlsEnd; far: () => Promise<TlsEnd>; servername: string };
  /** Which messages it meddles with; usually all. */
  only?: (topic: string) => boolean;
  /** For chances; fates given by `meddle` need none. */
  random?: () => number;
};

type Chances = Partial<Record<Kind, number>>;

const LATE_MS = 300;

/** Stands between an MQTT client and its broker and does to single messages what a TCP line cannot. */
export async function openMeddler({ to, tls, only = () => true, random = Math.random }: Options) {
  const fates: Record<Direction, Fate[]> = { up: [], down: [] };
  const chances: Record<Direction, Chances> = { up: {}, down: {} };
  const done: Record<Direction, Record<Kind, number>> = { up: noneDone(), down: noneDone() };
  const sockets = new Set<Socket>();

  function fateOf(packet: Buffer, direction: Direction): Fate | undefined {
    const topic = topicOf(packet);
    if (topic === undefined || !only(topic)) return undefined;
    return fates[direction].shift() ?? fateByChance(chances[direction], random);
  }

  function carry(direction: Direction, from: Socket, into: Socket): void {
    let rest: Buffer = Buffer.alloc(0);
    let overtaken: { packet: Buffer; cancel: () => void } | undefined;
    const waiting = new Set<() => void>();
    const count = (kind: Kind) => {
      done[direction][kind] += 1;
    };
    const write = (packet: Buffer) => {
      if (into.destroyed || into.writableEnded) return;
      if (!into.write(packet)) from.pause();
    };
    const later = (ms: number, work: () => void) => {
      const cancel = systemTimer(ms, () => {
        waiting.delete(cancel);
        work();
      });
      waiting.add(cancel);
      return cancel;
    };

    function pass(packet: Buffer): void {
      const fate = fateOf(packet, direction);
      switch (fate?.kind) {
        case "drop":
          return count("drop");
        case "duplicate":
          count("duplicate");
          write(packet);
          return write(repeated(packet));
        case "delay":
          count("delay");
          later(fate.ms, () => write(packet));
          return;
        case "reorder":
          if (overtaken) break; // one at a time is enough to turn the order round
          overtaken = {
            packet,
            cancel: later(fate.withinMs, () => {
              overtaken = undefined;
              count("delay");
              write(packet);
            }),
          };
          return;
        default:
      }
      write(packet);
      if (!overtaken || topicOf(packet) === undefined) return;
      overtaken.cancel();
      waiting.delete(overtaken.cancel);
      count("reorder");
      write(overtaken.packet);
      overtaken = undefined;
    }

    from.on("data", (bytes: Buffer) => {
      const taken = takePackets(rest.length === 0 ? bytes : Buffer.concat([rest, bytes]));
      rest = taken.rest;
      for (const packet of taken.packets) pass(packet);
    });
    into.on("drain", () => from.resume());
    from.on("error", () => into.destroy());
    from.on("close", () => {
      for (const cancel of waiting) cancel();
      sockets.delete(from);
      into.destroy();
    });
    sockets.add(from);
  }

  async function relay(near: Socket): Promise<void> {
    near.on("error", () => {});
    const far = await reachBroker();
    far.setNoDelay(true);
    carry("up", near, far);
    carry("down", far, near);
    if (near.destroyed) far.destroy();
  }

  async function reachBroker(): Promise<Socket> {
    if (!tls) return connect({ ...to, noDelay: true });
    return connectTls({ ...to, ...(await tls.far()), servername: tls.servername });
  }

  const listen = (near: Socket) => void relay(near).catch(() => near.destroy());
  const server: Server = tls
    ? createTlsServer({ ...tls.near, requestCert: true, rejectUnauthorized: true }, listen)
    : createServer({ noDelay: true }, listen);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();

  return {
    port: typeof address === "object" && address ? address.port : 0,
    /** The next message in this direction has this fate. Several wait in line, one message each. */
    meddle: (direction: Direction, fate: Fate) => void fates[direction].push(fate),
    /** From now on every message may have such a fate. */
    set(changed: Partial<Record<Direction, Chances>>): void {
      Object.assign(chances, changed);
    },
    /** Fates that no message has met yet are forgotten, and nothing happens by chance. */
    clear(): void {
      for (const direction of ["up", "down"] as const) {
        fates[direction].length = 0;
        chances[direction] = {};
      }
    },
    waiting: () => fates.up.length + fates.down.length,
    /** What really happened to messages, which is less than what was asked for where none came. */
    done: () => structuredClone(done),
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

const noneDone = (): Record<Kind, number> => ({ duplicate: 0, drop: 0, delay: 0, reorder: 0 });

function fateByChance(chances: Chances, random: () => number): Fate | undefined {
  let drawn = random();
  for (const kind of ["drop", "duplicate", "delay", "reorder"] as const) {
    drawn -= chances[kind] ?? 0;
    if (drawn >= 0) continue;
    if (kind === "delay") return { kind, ms: random() * LATE_MS };
    return kind === "reorder" ? { kind, withinMs: LATE_MS } : { kind };
  }
  return undefined;
}
