import { type Decoder, decoderOf } from "../decoder.ts";
import { takeMdb } from "./frame.ts";
import { messagesOf } from "./message.ts";

export const decodeMdb: Decoder = decoderOf(takeMdb, (block) => {
  const messages = messagesOf(block);
  const [only] = messages;
  return messages.length === 1 && only
    ? { from: block.from, ...only }
    : { from: block.from, messages };
});
