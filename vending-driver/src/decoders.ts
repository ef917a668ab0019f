import type { Decoder } from "./decoder.ts";
import { decodeDex } from "./dex/decode.ts";
import { decodeCu16 } from "./kr-cu16/decode.ts";
import { decodeCu48 } from "./kr-cu48/decode.ts";
import { decodeLock8a } from "./lock-8a/decode.ts";
import type { MachineProtocol } from "./machine-spec.ts";
import { decodeMdb } from "./mdb/decode.ts";
import { decodeModbus } from "./modbus/decode.ts";
import { decodeQibixx } from "./qibixx/decode.ts";
import { decodeVmcFafb } from "./vmc-fafb/decode.ts";
import { decodeWinnsen } from "./winnsen/decode.ts";

/** A recording's reader for every line spoken here. A machine protocol without one does not compile. */
export const decoders = {
  "vmc-fafb": decodeVmcFafb,
  "kr-cu16": decodeCu16,
  "kr-cu48": decodeCu48,
  "lock-8a": decodeLock8a,
  "modbus-relay": decodeModbus,
  "mdb-qibixx": decodeQibixx,
  qibixx: decodeQibixx,
  mdb: decodeMdb,
  modbus: decodeModbus,
  winnsen: decodeWinnsen,
  dex: decodeDex,
} satisfies Record<MachineProtocol | "modbus" | "mdb" | "qibixx" | "winnsen" | "dex", Decoder>;
