import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { systemTimer } from "@drop-in/foundation";
import { type Conditions, clearLine, createLane, type Ending, type Wire } from "./lane.ts";

type Direction = "up" | "down";

type Options = {
  to: { host: string; port: number };
  /** The near end listens here; 0 lets the system choose. */
  port?: number;
  up?: Partial<Conditions>;
  down?: Partial<Conditions>;
  random?: () => number;
};

type Change = {
  up?: Partial<Conditions>;
  down?: Partial<Conditions>;
  /** False: who connects is turned away. */
  accepts?: boolean;
};

/**
 * A TCP line on 127.0.0.1 as bad as one likes. `up` is away from who connects. It never looks into the bytes,
 * so TLS goes through it as anything does. A new setting leaves alone what it does not name.
 */
export async function openLine({ to, port = 0, random = Math.random, ...start }: Options) {
  const now = () => performance.now();
  const conditions = { up: { ...clearLine }, down: { ...clearLine } };
  const wires: Record<Direction, Wire> = { up: { freeAtMs: 0 }, down: { freeAtMs: 0 } };
  const bytes = { up: 0, down: 0 };
  const carried = new Set<Carried>();
  let accepts = true;
  let connections = 0;

  const lane = (direction: Direction, from: Socket, into: Socket) => {
    const made = createLane({
      conditions: () => conditions[direction],
      wire: wires[direction],
      ...{ now, timer: systemTimer, random },
      deliver(piece) {
        bytes[direction] += piece.length;
        if (into.destroyed || into.writableEnded) return true;
        return into.write(piece);
      },
      end: (how) => endSocket(into, how),
      holdBack: (held) => void (held ? from.pause() : from.resume()),
    });
    from.on("data", made.take);
    from.on("end", () => made.ended("politely"));
    from.on("error", () => made.ended("abruptly"));
    from.on("close", () => made.ended(from.readableEnded ? "politely" : "abruptly"));
    into.on("drain", made.drained);
    into.on("close", made.drained); // who is gone takes everything
    return made;
  };

  const server = createServer({ noDelay: true, allowHalfOpen: true }, (near) => {
    if (!accepts) {
      near.on("error", () => {});
      near.destroy();
      return;
    }
    connections += 1;
    const far = connect({ ...to, noDelay: true, allowHalfOpen: true });
    const one: Carried = { near, far, up: lane("up", near, far), down: lane("down", far, near) };
    carried.add(one);
    const forgetWhenGone = () => void (near.destroyed && far.destroyed && carried.delete(one));
    near.on("close", forgetWhenGone);
    far.on("close", forgetWhenGone);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();

  function set(change: Change): void {
    accepts = change.accepts ?? accepts;
    for (const direction of ["up", "down"] as const) {
      const changed = change[direction];
      if (!changed) continue;
      if (conditions[direction].flow !== "open") wires[direction].freeAtMs = now(); // time lost is lost
      Object.assign(conditions[direction], changed);
      for (const one of carried) one[direction].changed();
    }
  }

  /** Ends every connection now, at both ends. New ones are let through while the line accepts. */
  function cut(): void {
    for (const one of carried) {
      for (const each of [one.up, one.down]) each.close();
      for (const each of [one.near, one.far]) each.destroy();
    }
    carried.clear();
  }
  set(start);

  return {
    port: typeof address === "object" && address ? address.port : 0,
    set,
    cut,
    /** The far end of every connection goes and the near end is never told: it may talk for ever. */
    halfOpen(): void {
      for (const { up, down, near, far } of carried) {
        for (const each of [up, down]) each.close();
        far.destroy();
        near.resume(); // its bytes go nowhere, as on a line that nobody answers
      }
    },
    clear: () => set({ up: clearLine, down: clearLine, accepts: true }),
    /** What came out at the other end, since the beginning. */
    bytes: () => ({ ...bytes }),
    /** How many were let through, since the beginning. */
    connections: () => connections,
    /** How many stand now. */
    open: () => carried.size,
    async close(): Promise<void> {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}

type Carried = {
  near: Socket;
  far: Socket;
  up: ReturnType<typeof createLane>;
  down: ReturnType<typeof createLane>;
};

function endSocket(socket: Socket, how: Ending): void {
  if (how === "abruptly") socket.destroy();
  else socket.end();
}
