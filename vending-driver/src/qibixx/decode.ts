import { type Decoder, decoderOf } from "../decoder.ts";
import { readAdapterLine } from "./adapter-says.ts";
import { takeLine } from "./line.ts";

export const decodeQibixx: Decoder = decoderOf(takeLine, (line) => {
  const says = readAdapterLine(line);
  return says.type === "other"
    ? { type: "line", from: line.from, key: line.key, parts: line.parts }
    : { from: line.from, ...says };
});
