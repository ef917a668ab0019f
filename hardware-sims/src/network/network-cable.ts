import { connect, createServer, type Server, type Socket } from "node:net";

/** The cable between the edge box and the rest of the world. Pulling it freezes nothing politely: lines go dead. */
export type NetworkCable = {
  plugged(): boolean;
  plug(): void;
  /** Ends what is under way and lets nothing new through. */
  unplug(): void;
  close(): Promise<void>;
};

type Ends = { host: string; port: number; farHost: string; farPort: number };

/** Listens at the near end and carries every connection to the far end, while plugged. Rejects when the port is taken. */
export function layNetworkCable(
  { host, port, farHost, farPort }: Ends,
  onChange: () => void,
): Promise<NetworkCable> {
  const sockets = new Set<Socket>();
  let plugged = true;

  const server: Server = createServer({ noDelay: true }, (near) => {
    if (!plugged) {
      near.destroy();
      return;
    }
    const far = connect({ host: farHost, port: farPort, noDelay: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });

  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () =>
      resolve({
        plugged: () => plugged,
        plug() {
          plugged = true;
          onChange();
        },
        unplug() {
          plugged = false;
          for (const socket of sockets) socket.destroy();
          onChange();
        },
        close: () =>
          new Promise((closed) => {
            for (const socket of sockets) socket.destroy();
            server.close(() => closed());
          }),
      }),
    );
  });
}
