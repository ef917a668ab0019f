import { type Changes, createChanges, type Log, type Timer } from "@drop-in/foundation";
import type pg from "pg";

type Parts = {
  connect: () => pg.Client;
  notify: (text: string) => Promise<unknown>;
  processId: string;
  timer: Timer;
  log: Log;
};

const TELL_OTHERS_EVERY_MS = 200;
const AGAIN_MS = 1_000;

/** Rings here at once, and in the other processes a moment later: a console anywhere sees a commit anywhere. */
export function createPostgresChanges({ connect, notify, processId, timer, log }: Parts) {
  const here = createChanges();
  let telling: (() => void) | undefined;
  let listening: pg.Client | undefined;
  let closed = false;
  let cancelAgain = () => {};

  async function tellOthers(): Promise<void> {
    telling = undefined;
    await notify(processId).catch(() => {}); // their consoles look again by themselves, only later
  }

  async function listen(): Promise<void> {
    const client = connect();
    client.on("error", () => again(client));
    client.on("end", () => again(client));
    client.on("notification", ({ payload }) => {
      if (payload !== processId) here.announce();
    });
    listening = client;
    try {
      await client.connect();
      await client.query("listen drop_in_changes");
      here.announce(); // something may have changed while nobody listened
    } catch (error) {
      log.debug({ event: "database.not-listening", error: String(error) });
      again(client);
    }
  }

  function again(client: pg.Client): void {
    if (closed || listening !== client) return;
    listening = undefined;
    client.end().catch(() => {});
    cancelAgain = timer(AGAIN_MS, () => void listen());
  }

  const changes: Changes = {
    announce() {
      here.announce();
      telling ??= timer(TELL_OTHERS_EVERY_MS, () => void tellOthers());
    },
    onChange: here.onChange,
  };
  void listen();

  return {
    changes,
    async close(): Promise<void> {
      closed = true;
      telling?.();
      cancelAgain();
      await listening?.end().catch(() => {});
    },
  };
}
