import { realpath } from "node:fs/promises";
import { connect } from "node:net";
import { SerialPort } from "serialport";
import type { LinkState, SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";

type Options = {
  baudRate: number;
  timer: Timer;
  /** Lower DTR when the port is closed. Many boards take that for a reset, so it must be asked for. */
  dropDtrOnClose?: boolean | undefined;
};

/** One connection, from opening to its end. It is never opened a second time. */
type Connection = {
  write(bytes: Uint8Array): Promise<void>;
  /** Resolves when the connection is no more. */
  end(): Promise<void>;
};

type Ears = { opened(): void; bytes(bytes: Uint8Array): void; ended(): void };

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 2_000;
const WATCH_MS = 500;
/** A peer that vanished without a word is missed after this and ten unanswered questions, one a second. */
const KEEP_ALIVE_MS = 1_000;

/**
 * A link to "/dev/…" (a serial port, or a symlink to one) or "tcp://host:port" (a serial server).
 * It keeps trying until it is closed, with a new connection each time.
 */
export function openLink(address: string, options: Options): SerialLink {
  const { timer } = options;
  const byteListeners = new Set<(bytes: Uint8Array) => void>();
  const stateListeners = new Set<(state: LinkState) => void>();
  let state: LinkState = "closed";
  let connection: Connection | undefined;
  let retryMs = FIRST_RETRY_MS;
  let cancelRetry = () => {};
  let closedForGood = false;

  attempt();

  function attempt() {
    connection = openConnection(address, options, {
      opened() {
        retryMs = FIRST_RETRY_MS;
        become("open");
      },
      bytes(bytes) {
        for (const listener of byteListeners) listener(bytes);
      },
      ended() {
        connection = undefined;
        become("closed");
        if (closedForGood) return;
        cancelRetry = timer(retryMs, attempt);
        retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
      },
    });
  }

  function become(next: LinkState) {
    if (state === next) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  return {
    state: () => state,
    async write(bytes) {
      if (state === "closed" || connection === undefined) throw new Error("the link is closed");
      await connection.write(bytes);
    },
    onBytes(listener) {
      byteListeners.add(listener);
      return () => byteListeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    async close() {
      closedForGood = true;
      cancelRetry();
      await connection?.end();
    },
  };
}

function openConnection(address: string, options: Options, ears: Ears): Connection {
  return address.startsWith("tcp://")
    ? openSocket(new URL(address), ears)
    : openPort(address, options, ears);
}

function openPort(path: string, options: Options, ears: Ears): Connection {
  const { baudRate, timer, dropDtrOnClose = false } = options;
  const ended = once(ears.ended);
  const port = new SerialPort({
    path,
    baudRate,
    hupcl: dropDtrOnClose,
    lock: true,
    autoOpen: false,
  });
  // Reading and writing errors are followed by `close`; without a listener they would be thrown.
  port.on("error", () => {});
  let stopWatching = () => {};
  let ending = false;
  port.on("close", () => {
    stopWatching();
    ended.call();
  });
  port.open((error) => {
    if (error) return ended.call();
    if (ending) return port.close();
    // What was said before we listened is not meant for us.
    port.flush(() => {
      if (!port.isOpen) return;
      port.on("data", (bytes: Buffer) => ears.bytes(new Uint8Array(bytes)));
      ears.opened();
      stopWatching = watchNode(path, timer, () => port.close(() => ended.call()));
    });
  });

  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        // A port that is not open would keep the bytes and send them when it opens again.
        if (!port.isOpen) return reject(new Error("the port is closed"));
        port.write(Buffer.from(bytes), (error) => (error ? reject(error) : resolve()));
      }),
    end() {
      ending = true;
      stopWatching();
      if (port.isOpen) port.close(() => ended.call());
      else if (!port.opening) ended.call();
      return ended.done;
    },
  };
}

/** Some systems say nothing when an adapter is pulled: the node is then gone, or is another one. */
function watchNode(path: string, timer: Timer, gone: () => void): () => void {
  let first: string | undefined;
  let stopped = false;
  let cancel = timer(WATCH_MS, look);

  function look() {
    realpath(path)
      .catch(() => "")
      .then((now) => {
        if (stopped) return;
        first ??= now;
        if (now === "" || now !== first) gone();
        else cancel = timer(WATCH_MS, look);
      })
      .catch(gone);
  }

  return () => {
    stopped = true;
    cancel();
  };
}

function openSocket({ hostname, port }: URL, ears: Ears): Connection {
  const ended = once(ears.ended);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  socket.on("connect", () => ears.opened());
  socket.on("data", (bytes: Buffer) => ears.bytes(new Uint8Array(bytes)));
  socket.on("error", () => socket.destroy());
  socket.on("close", () => ended.call());

  return {
    write: (bytes) =>
      new Promise((resolve, reject) => {
        socket.write(bytes, (error) => (error ? reject(error) : resolve()));
      }),
    end() {
      socket.destroy();
      return ended.done;
    },
  };
}

function once(fn: () => void): { call(): void; done: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let called = false;
  return {
    done: promise,
    call() {
      if (called) return;
      called = true;
      fn();
      resolve();
    },
  };
}
