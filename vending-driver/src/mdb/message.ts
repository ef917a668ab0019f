import type { MdbBlock } from "./frame.ts";

/** What a block says, as far as a cashless reader and its machine are concerned. Amounts are scaled units. */
export type MdbMessage =
  | { type: "ack" | "ret" | "nak" }
  | { type: "reset" | "poll" | "vend-cancel" | "vend-failure" | "session-complete" }
  | { type: "setup-config"; level: number; columns: number; rows: number; display: number }
  | { type: "setup-prices"; max: number; min: number }
  | { type: "vend-request" | "cash-sale"; price: number; item: number | null }
  | { type: "vend-success"; item: number | null }
  | { type: "reader-disable" | "reader-enable" | "reader-cancel" }
  | { type: "request-id"; maker: string; serial: string; model: string }
  | { type: "enable-options"; bits: number }
  | { type: "just-reset" | "session-cancel-request" | "denied" | "end-session" | "cancelled" }
  | {
      type: "config";
      level: number;
      currency: string;
      scale: number;
      decimals: number;
      maxResponseS: number;
      misc: number;
    }
  | { type: "display"; text: string }
  | { type: "begin-session"; funds: number | null; freeVend: boolean }
  | { type: "approved"; amount: number }
  | { type: "peripheral-id"; maker: string; serial: string; model: string; bits: number | null }
  | { type: "malfunction"; code: number }
  | { type: "out-of-sequence"; state: number | null }
  | { type: "other" };

const UNKNOWN = 0xffff;
const FREE_VEND_CARD = 0x80;

/** Each message of a block, in order: a reader may say several at once. */
export function messagesOf(block: MdbBlock): MdbMessage[] {
  if (block.from === "either") return [{ type: block.alone }];
  return block.from === "machine" ? [commandOf(block.data)] : readerMessages(block.data);
}

function commandOf(data: Uint8Array): MdbMessage {
  const [first = 0, sub = 0] = data;
  switch (first & 0x07) {
    case 0x0:
      return { type: "reset" };
    case 0x1: {
      const [, , level = 0, columns = 0, rows = 0, display = 0] = data;
      if (sub === 0x00) return { type: "setup-config", level, columns, rows, display };
      return data.length === 6
        ? { type: "setup-prices", max: word(data, 2), min: word(data, 4) }
        : { type: "other" };
    }
    case 0x2:
      return { type: "poll" };
    case 0x3:
      return vendOf(data, sub);
    case 0x4:
      return {
        type: (["reader-disable", "reader-enable", "reader-cancel"] as const)[sub] ?? "other",
      };
    case 0x7:
      if (sub === 0x04) return { type: "enable-options", bits: long(data, 2) };
      return { type: "request-id", ...identity(data.subarray(2)) };
    default:
      return { type: "other" };
  }
}

function vendOf(data: Uint8Array, sub: number): MdbMessage {
  switch (sub) {
    case 0x00:
    case 0x05: {
      const type = sub === 0x00 ? "vend-request" : "cash-sale";
      // With 32-bit prices agreed, the price is four bytes.
      const wide = data.length > 6;
      const price = wide ? long(data, 2) : word(data, 2);
      return { type, price, item: known(word(data, wide ? 6 : 4)) };
    }
    case 0x01:
      return { type: "vend-cancel" };
    case 0x02:
      return { type: "vend-success", item: known(word(data, 2)) };
    case 0x03:
      return { type: "vend-failure" };
    default:
      return { type: sub === 0x04 ? "session-complete" : "other" };
  }
}

function readerMessages(data: Uint8Array): MdbMessage[] {
  const messages: MdbMessage[] = [];
  for (let left = data; left.length > 0; ) {
    const { message, length } = readerMessage(left);
    messages.push(message);
    left = left.subarray(length);
  }
  return messages;
}

function readerMessage(left: Uint8Array): { message: MdbMessage; length: number } {
  const one = (message: MdbMessage, length = 1) => ({
    message,
    length: Math.min(length, left.length),
  });
  const [first = 0, second = 0] = left;
  switch (first) {
    case 0x00:
      return one({ type: "just-reset" });
    case 0x01: {
      const [, level = 0, high = 0, low = 0, scale = 0, decimals = 0, maxResponseS = 0, misc = 0] =
        left;
      const currency = `${hex(high)}${hex(low)}`;
      return one({ type: "config", level, currency, scale, decimals, maxResponseS, misc }, 8);
    }
    case 0x02:
      return one({ type: "display", text: ascii(left.subarray(2)) }, left.length);
    case 0x03: {
      const card = left[7] ?? 0;
      const freeVend = left.length >= 10 && (card & FREE_VEND_CARD) !== 0;
      return one(
        { type: "begin-session", funds: known(word(left, 1)), freeVend },
        left.length >= 10 ? 10 : 3,
      );
    }
    case 0x04:
      return one({ type: "session-cancel-request" });
    case 0x05:
      return one({ type: "approved", amount: word(left, 1) }, 3);
    case 0x06:
      return one({ type: "denied" });
    case 0x07:
      return one({ type: "end-session" });
    case 0x08:
      return one({ type: "cancelled" });
    case 0x09: {
      const bits = left.length >= 34 ? long(left, 30) : null;
      return one(
        { type: "peripheral-id", ...identity(left.subarray(1)), bits },
        left.length >= 34 ? 34 : 30,
      );
    }
    case 0x0a:
      return one({ type: "malfunction", code: second }, 2);
    case 0x0b:
      return one({ type: "out-of-sequence", state: left.length > 1 ? second : null }, 2);
    default:
      return one({ type: "other" }, left.length);
  }
}

function identity(data: Uint8Array) {
  return {
    maker: ascii(data.subarray(0, 3)),
    serial: ascii(data.subarray(3, 15)),
    model: ascii(data.subarray(15, 27)),
  };
}

const known = (value: number): number | null => (value === UNKNOWN ? null : value);
const word = (data: Uint8Array, at: number): number => ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
const long = (data: Uint8Array, at: number): number =>
  word(data, at) * 0x10000 + word(data, at + 2);
const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
const ascii = (data: Uint8Array): string =>
  Array.from(data, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "."))
    .join("")
    .trimEnd();
