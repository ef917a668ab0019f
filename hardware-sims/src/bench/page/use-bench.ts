import { useEffect, useState } from "preact/hooks";
import type { BenchState } from "../bench-state.ts";

/** Does something at the bench. What it changed comes back with the next picture. */
export type Act = (path: string, body?: object) => void;

export type Seen = { bench: BenchState | undefined; connected: boolean; act: Act };

/** The latest picture of the bench. The same program serves the page and the pictures. */
export function useBench(): Seen {
  const [bench, setBench] = useState<BenchState>();
  const [connected, setConnected] = useState(false);

  useEffect(() => {
    const live = new EventSource("api/bench/live");
    live.onopen = () => setConnected(true);
    live.onerror = () => setConnected(false);
    live.onmessage = ({ data }) => setBench(JSON.parse(data));
    return () => live.close();
  }, []);

  return { bench, connected, act };
}

function act(path: string, body: object = {}): void {
  const headers = { "content-type": "application/json" };
  fetch(`api/bench/${path}`, { method: "POST", headers, body: JSON.stringify(body) }).catch(
    // The line at the top already says that the bench is not answering.
    () => {},
  );
}
