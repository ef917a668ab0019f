import type { Timers } from "./adapters/browser-timers.ts";
import type { Schema } from "./requests.ts";

type Options<T> = {
  url: string;
  schema: Schema<T>;
  fetch: typeof globalThis.fetch;
  timers: Timers;
  onLive: (live: T) => void;
  /** Called once each time the stream breaks. It is tried again every second until it flows. */
  onLost: () => void;
  /** Called instead of `onLost` when the server refuses (401: nobody is signed in). Not tried again. */
  onRefused?: (status: number) => void;
};

const retryMs = 1000;
/** The server speaks at least every 5 s. A line silent for longer is dead, whatever the browser thinks of it. */
const silentMs = 12_000;

/** Follows a server-sent stream of whole pictures of the world. Returns how to stop. */
export function followLive<T>(options: Options<T>): () => void {
  const { timers, onLost, onRefused } = options;
  const abort = new AbortController();
  let cancelRetry = () => {};
  let flowing = true;
  const follow = async () => {
    const status = await readStream(options, abort.signal, () => {
      flowing = true;
    });
    if (abort.signal.aborted) return;
    if (status >= 400 && status < 500 && onRefused) return onRefused(status);
    if (flowing) onLost();
    flowing = false;
    cancelRetry = timers.after(retryMs, () => void follow());
  };
  void follow();
  return () => {
    abort.abort();
    cancelRetry();
  };
}

/** Resolves with the HTTP status when the stream ends; 0 when there was no answer at all. */
async function readStream<T>(options: Options<T>, signal: AbortSignal, onFlow: () => void) {
  let status = 0;
  const dead = new AbortController();
  let cancelSilence = () => {};
  const heard = () => {
    cancelSilence();
    cancelSilence = options.timers.after(silentMs, () => dead.abort());
  };
  try {
    heard();
    const response = await options.fetch(options.url, {
      headers: { accept: "text/event-stream" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.any([signal, dead.signal]),
    });
    status = response.status;
    if (!response.ok || response.body === null) return status;
    const splitter = createEventSplitter();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      heard();
      const lives = splitter(read.value).map((text) => options.schema.safeParse(JSON.parse(text)));
      const last = lives.findLast((live) => live.success);
      // Each event is the whole picture: of several that came at once only the newest matters.
      if (last?.success) {
        onFlow();
        options.onLive(last.data);
      }
    }
  } catch {
    // A broken stream and a refused connection are the same to the person: it is tried again.
  }
  cancelSilence();
  return status;
}

/** Cuts a stream of text into the `data` of its events, wherever the pieces were broken. */
export function createEventSplitter(): (piece: string) => string[] {
  let rest = "";
  return (piece) => {
    const events = `${rest}${piece.replaceAll("\r", "")}`.split("\n\n");
    rest = events.pop() ?? "";
    return events.map(dataOf).filter((text) => text !== "");
  };
}

function dataOf(event: string): string {
  const lines = event.split("\n").filter((line) => line.startsWith("data:"));
  return lines.map((line) => line.slice(5).trimStart()).join("\n");
}
