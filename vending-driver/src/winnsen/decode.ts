import { type Decoder, decoderOf } from "../decoder.ts";
import { takeWinnsen } from "./frame.ts";

export const decodeWinnsen: Decoder = decoderOf(takeWinnsen, (frame) => frame);
