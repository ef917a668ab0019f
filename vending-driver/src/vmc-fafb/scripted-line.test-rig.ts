import type { LinkState, SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import { encodeFrame, takeFrame } from "./frame.ts";
import {
  type ControllerMessage,
  controllerFrame,
  type HostMessage,
  readHostFrame,
} from "./message.ts";

/** Time that moves only when it is told to. */
export function createHandTime() {
  let now = 0;
  const due = new Set<{ at: number; fn: () => void }>();
  const timer: Timer = (ms, fn) => {
    const entry = { at: now + ms, fn };
    due.add(entry);
    return () => due.delete(entry);
  };
  function pass(ms: number) {
    const end = now + ms;
    for (let next = first(end); next !== undefined; next = first(end)) {
      due.delete(next);
      now = next.at;
      next.fn();
    }
    now = end;
  }
  function first(end: number) {
    return [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
  return { timer, clock: () => now, pass };
}

/** The controller's end of a wire in memory, moved by hand. */
export function createScriptedLine() {
  const bytesListeners = new Set<(bytes: Uint8Array) => void>();
  const stateListeners = new Set<(state: LinkState) => void>();
  let state: LinkState = "open";
  let heard: HostMessage[] = [];
  let packNo = 0;

  const link: SerialLink = {
    state: () => state,
    async write(bytes) {
      if (state === "closed") throw new Error("closed");
      const taken = takeFrame(bytes);
      const read = taken.kind === "frame" ? readHostFrame(taken.frame) : undefined;
      if (read) heard.push(read.message);
    },
    onBytes(listener) {
      bytesListeners.add(listener);
      return () => bytesListeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    async close() {},
  };

  function emit(...bytes: number[]) {
    for (const listener of bytesListeners) listener(Uint8Array.from(bytes));
  }

  return {
    link,
    emit,
    setLink(next: LinkState) {
      state = next;
      for (const listener of stateListeners) listener(next);
    },
    /** Says one thing, with the next packet number, and returns what the host wrote back at once. */
    say(message: ControllerMessage): HostMessage[] {
      packNo += 1;
      heard = [];
      emit(...encodeFrame(controllerFrame(message, packNo)));
      return heard;
    },
    frame(message: ControllerMessage): Uint8Array {
      packNo += 1;
      return encodeFrame(controllerFrame(message, packNo));
    },
    heard: () => heard,
  };
}
