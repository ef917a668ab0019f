import { type Decoder, decoderOf, hexOf } from "../decoder.ts";
import { ModbusFc, type ModbusFrame, takeModbus } from "./frame.ts";

export const decodeModbus: Decoder = decoderOf(takeModbus, describe);

function describe({ address, fc, data }: ModbusFrame): Record<string, unknown> {
  const name = Object.entries(ModbusFc).find(([, value]) => value === (fc & 0x7f))?.[0];
  const about = { type: name, board: address };
  if (fc & 0x80) return { ...about, exception: data[0] };
  return { ...about, data: hexOf(data) };
}
