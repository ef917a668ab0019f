import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { MAX_UNSENT_BYTES, type PluggableLine } from "./line.ts";

/** A wire behind a serial server on this machine; one host at a time, the newest wins. */
export async function createTcpLine(): Promise<PluggableLine> {
  const listeners: ((bytes: Uint8Array) => void)[] = [];
  let socket: Socket | undefined;
  let server: Server | undefined = await listen(0, connected);
  const port = portOf(server);

  function connected(next: Socket) {
    socket?.destroy();
    socket = next;
    next.setNoDelay(true);
    next.on("error", () => {});
    next.on("data", (bytes: Buffer) => {
      for (const listener of listeners) listener(new Uint8Array(bytes));
    });
  }

  return {
    address: `tcp://127.0.0.1:${port}`,
    onBytes: (listener) => listeners.push(listener),
    write(bytes) {
      if (socket === undefined || socket.destroyed) return;
      if (socket.writableLength <= MAX_UNSENT_BYTES) socket.write(bytes);
    },
    async plugIn() {
      server ??= await listen(port, connected);
    },
    async unplug() {
      const closing = server;
      server = undefined;
      socket?.destroy();
      socket = undefined;
      if (closing === undefined) return;
      closing.close();
      await once(closing, "close");
    },
  };
}

async function listen(port: number, connected: (socket: Socket) => void): Promise<Server> {
  const server = createServer(connected);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not a TCP server");
  return address.port;
}
