/** The pure codecs: bytes to meaning and back, for a device at the far end of the wire. */

export { type Decoded, type Decoder, decoderOf, hexOf, type Taken } from "./decoder.ts";
export { decoders } from "./decoders.ts";
export { crc16 } from "./dex/crc16.ts";
export { type DexFrame, encodeDex, takeDex } from "./dex/frame.ts";
export {
  Cu16Cmd,
  type Cu16Frame,
  encodeCu16,
  takeCu16,
} from "./kr-cu16/frame.ts";
export { Cu48Cmd, type Cu48Frame, encodeCu48, takeCu48 } from "./kr-cu48/frame.ts";
export type { LinkState, SerialLink } from "./link/serial-link.ts";
export { boardAnswer, channelAnswer, type Lock8aFrame, takeLock8a } from "./lock-8a/frame.ts";
export { encodeMdb, takeMdb } from "./mdb/frame.ts";
export { encodeModbus, ModbusFc, type ModbusFrame, takeModbus } from "./modbus/frame.ts";
export { toAmount, toMinor } from "./qibixx/adapter-says.ts";
export { type AdapterLine, encodeLine, takeLine } from "./qibixx/line.ts";
export { encodeFrame, type Frame, takeFrame } from "./vmc-fafb/frame.ts";
export {
  type ControllerMessage,
  controllerFrame,
  type HostMessage,
  readHostFrame,
} from "./vmc-fafb/message.ts";
