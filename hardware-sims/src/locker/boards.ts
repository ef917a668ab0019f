import {
  boardAnswer,
  Cu16Cmd,
  Cu48Cmd,
  channelAnswer,
  encodeCu16,
  encodeCu48,
  encodeModbus,
  ModbusFc,
  takeCu16,
  takeCu48,
  takeLock8a,
  takeModbus,
} from "@drop-in/vending-driver/protocol";

/** What a board is asked for, whichever way it is said. */
export type Order =
  | { do: "tell"; board: number }
  | { do: "pulse"; board: number; lock: number }
  | { do: "off"; board: number };

/** The two bits of each lock of a board, lock 1 first. */
export type Bits = { hook: 0 | 1; item: 0 | 1 }[];

export type LockProtocol = "kr-cu16" | "kr-cu48" | "lock-8a" | "modbus-relay";

/** One way of speaking: orders out of bytes, answers into bytes. An answer of null is silence. */
export type Tongue = {
  locks: number;
  hear(bytes: Uint8Array): { orders: { order: Order; said: Uint8Array }[]; rest: Uint8Array };
  answer(order: Order, bits: Bits): Uint8Array | null;
};

type Taken<Frame> =
  | { kind: "frame"; frame: Frame; rest: Uint8Array }
  | { kind: "noise"; skipped: number; rest: Uint8Array }
  | { kind: "incomplete" };

function listener<Frame>(
  take: (bytes: Uint8Array) => Taken<Frame>,
  toOrder: (frame: Frame) => Order | undefined,
): Tongue["hear"] {
  return (bytes) => {
    const orders: { order: Order; said: Uint8Array }[] = [];
    let left = bytes;
    for (let taken = take(left); taken.kind !== "incomplete"; taken = take(left)) {
      const said = left.slice(0, left.length - taken.rest.length);
      left = taken.rest;
      const order = taken.kind === "frame" ? toOrder(taken.frame) : undefined;
      if (order) orders.push({ order, said });
    }
    return { orders, rest: left };
  };
}

const packed = (bits: readonly (0 | 1)[]): number[] =>
  Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    bits.slice(byte * 8, byte * 8 + 8).reduce<number>((sum, bit, at) => sum | (bit << at), 0),
  );
const nothing = new Uint8Array();

export const tongues: Record<LockProtocol, Tongue> = {
  "kr-cu16": {
    locks: 16,
    hear: listener(takeCu16, ({ board, lock, cmd }) => {
      if (cmd === Cu16Cmd.askStatus) return { do: "tell", board };
      return cmd === Cu16Cmd.unlock ? { do: "pulse", board, lock: lock + 1 } : undefined;
    }),
    answer(order, bits) {
      if (order.do !== "tell") return null; // an unlock is not answered
      const data = [
        ...packed(bits.map(({ hook }) => hook)),
        ...packed(bits.map(({ item }) => item)),
      ];
      return encodeCu16({
        board: order.board,
        lock: 0,
        cmd: Cu16Cmd.status,
        data: Uint8Array.from(data),
      });
    },
  },
  "kr-cu48": {
    locks: 48,
    hear: listener(takeCu48, (frame) => {
      if (frame.kind === "answer") return undefined;
      const { board, lock } = frame;
      return frame.cmd === Cu48Cmd.unlock
        ? { do: "pulse", board, lock: lock + 1 }
        : { do: "tell", board };
    }),
    answer(order, bits) {
      const lock = order.do === "pulse" ? order.lock - 1 : 0;
      const data =
        order.do === "tell" ? Uint8Array.from(packed(bits.map(({ hook }) => hook))) : nothing;
      return encodeCu48({ kind: "answer", board: order.board, lock, data, etx: false });
    },
  },
  "lock-8a": {
    locks: 24,
    hear: listener(takeLock8a, ({ head, address: board, body }) => {
      const [channel = 0, second] = body;
      if (head === 0x80 && second === 0x33) return { do: "tell", board };
      return head === 0x8a && channel > 0 ? { do: "pulse", board, lock: channel } : undefined;
    }),
    answer(order, bits) {
      if (order.do === "pulse") {
        return channelAnswer(order.board, order.lock, bits[order.lock - 1]?.hook ? 0x11 : 0x00);
      }
      // This firmware says the last eight channels first.
      return boardAnswer(order.board, packed(bits.map(({ hook }) => hook)).reverse());
    },
  },
  "modbus-relay": {
    locks: 8,
    hear: listener(takeModbus, ({ address: board, fc, data }) => {
      if (fc === ModbusFc.readInputs) return { do: "tell", board };
      if (fc !== ModbusFc.writeCoil) return undefined;
      return data[0] === 0x02
        ? { do: "pulse", board, lock: (data[1] ?? 0) + 1 }
        : { do: "off", board };
    }),
    answer(order, bits) {
      const { board: address } = order;
      if (order.do === "tell") {
        const inputs = packed(bits.map(({ hook }) => hook));
        return encodeModbus({
          address,
          fc: ModbusFc.readInputs,
          data: Uint8Array.of(inputs.length, ...inputs),
        });
      }
      const coil = order.do === "pulse" ? [0x02, order.lock - 1, 0, 5] : [0x00, 0xff, 0, 0];
      return encodeModbus({ address, fc: ModbusFc.writeCoil, data: Uint8Array.from(coil) });
    },
  },
};
