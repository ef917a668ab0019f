import { type Decoder, decoderOf } from "../decoder.ts";
import { Cu48Cmd, type Cu48Frame, hooksOf, takeCu48 } from "./frame.ts";

export const decodeCu48: Decoder = decoderOf(takeCu48, describe);

function describe(frame: Cu48Frame): Record<string, unknown> {
  const { board, lock } = frame;
  if (frame.kind === "question") {
    return frame.cmd === Cu48Cmd.unlock
      ? { type: "unlock", board, lock: lock + 1 }
      : { type: "askStatus", board };
  }
  const { data, etx } = frame;
  return data.length === 0
    ? { type: "unlocked", board, lock: lock + 1, etx }
    : { type: "status", board, hooks: hooksOf(data).join(""), etx };
}
