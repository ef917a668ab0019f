import { type Decoder, decoderOf, hexOf } from "../decoder.ts";
import { type Lock8aFrame, takeLock8a } from "./frame.ts";

export const decodeLock8a: Decoder = decoderOf(takeLock8a, describe);

const OPEN = 0x11;

function describe({ head, address, body }: Lock8aFrame): Record<string, unknown> {
  const [channel, second, third] = body;
  const about = { board: address, channel };
  switch (head) {
    case 0x8a:
      if (channel === 0) return { type: "open-every-door", board: address };
      if (body.length === 3) return { type: "open", ...about, seconds: third };
      // Asked with 11, answered with the state: alike on the wire where the state is 11.
      return second === OPEN
        ? { type: "open-or-answer", ...about, state: second }
        : { type: "channel-answer", ...about, state: second };
    case 0x80:
      if (body.length > 2)
        return { type: "board-answer", board: address, status: hexOf(body.subarray(0, -1)) };
      if (second === 0x33)
        return channel ? { type: "ask", ...about } : { type: "ask-board", board: address };
      return { type: "channel-answer", ...about, state: second };
    case 0x82:
      return channel === 0
        ? { type: "ask-firmware", board: address }
        : { type: "unasked", ...about, state: second };
    case 0x90:
      return { type: "open-several", board: address, status: hexOf(body) };
    default:
      return { type: head === 0x9a ? "hold" : "let-go", ...about };
  }
}
