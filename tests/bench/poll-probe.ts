import { createServer } from "node:net";
import {
  type ControllerMessage,
  controllerFrame,
  encodeFrame,
  readHostFrame,
  takeFrame,
} from "@drop-in/vending-driver/protocol";

export type PollProbe = {
  address: string;
  /** Forgets what was measured so far. */
  begin(): void;
  /** How long each answer took; a poll still without one counts with the time it has waited. */
  waits(): number[];
  close(): void;
};

/** A controller that asks every `pollMs` whether or not it is answered, and times each answer to its first byte. */
export async function startPollProbe(pollMs: number): Promise<PollProbe> {
  const silent = (): void => {};
  let write: (message: ControllerMessage) => void = silent;
  let open: number[] = [];
  let done: number[] = [];

  const server = createServer({ noDelay: true }, (socket) => {
    let held: Uint8Array = new Uint8Array();
    let packNo = 0;
    open = [];
    write = (message) => {
      packNo = (packNo % 255) + 1;
      // Everything but an acknowledgement is answered, with exactly one frame.
      if (message.type !== "ack") open.push(performance.now());
      socket.write(encodeFrame(controllerFrame(message, packNo)));
    };
    socket.on("error", () => {});
    socket.on("close", () => {
      write = silent;
    });
    socket.on("data", (bytes) => {
      const at = performance.now();
      held = Uint8Array.of(...held, ...bytes);
      for (let taken = takeFrame(held); taken.kind !== "incomplete"; taken = takeFrame(held)) {
        held = taken.rest;
        if (taken.kind !== "frame") continue;
        const asked = open.shift();
        if (asked !== undefined) done.push(at - asked);
        if (readHostFrame(taken.frame)?.message.type !== "ack") write({ type: "ack" });
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const polling = setInterval(() => write({ type: "poll" }), pollMs);
  const address = server.address();

  return {
    address: `tcp://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    begin() {
      done = [];
    },
    waits: () => [...done, ...open.map((asked) => performance.now() - asked)],
    close() {
      clearInterval(polling);
      server.close();
    },
  };
}
