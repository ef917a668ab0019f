import type { StaffLive } from "@drop-in/contracts";

/** What the network line says. Always words, and always that nothing is lost. */
export type NetworkView =
  | { kind: "box-lost" }
  | { kind: "no-network" }
  | { kind: "no-network-waiting"; count: number }
  | { kind: "sending"; count: number }
  | { kind: "all-sent" };

/** `boxHeard`: whether this tablet still hears the box it is served by. Only then is the rest known. */
export function networkOf(sync: StaffLive["sync"], boxHeard: boolean): NetworkView {
  if (!boxHeard) return { kind: "box-lost" };
  if (!sync.connected) {
    return sync.waiting === 0
      ? { kind: "no-network" }
      : { kind: "no-network-waiting", count: sync.waiting };
  }
  return sync.waiting === 0 ? { kind: "all-sent" } : { kind: "sending", count: sync.waiting };
}
