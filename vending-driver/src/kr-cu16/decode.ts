import { type Decoder, decoderOf } from "../decoder.ts";
import { Cu16Cmd, type Cu16Frame, locksOf, takeCu16 } from "./frame.ts";

export const decodeCu16: Decoder = decoderOf(takeCu16, describe);

function describe(frame: Cu16Frame): Record<string, unknown> {
  const { board, lock, cmd, data } = frame;
  const name = Object.entries(Cu16Cmd).find(([, value]) => value === cmd)?.[0] ?? "unknown";
  if (data.length === 4) {
    const locks = locksOf(frame);
    const hooks = locks.map(({ hook }) => hook).join("");
    return { type: name, board, hooks, items: locks.map(({ item }) => item).join("") };
  }
  if (cmd === Cu16Cmd.setPulse || (cmd === Cu16Cmd.pulse && data.length === 2)) {
    return { type: name, board, pulseMs: (((data[0] ?? 0) << 8) | (data[1] ?? 0)) * 10 };
  }
  const one = cmd === Cu16Cmd.unlock || cmd === Cu16Cmd.delayedUnlock;
  return { type: name, board, ...(one ? { lock: lock + 1 } : {}) };
}
