/**
 * Service menu 32h, the list of jammed slots, after the packet number:
 *
 *   70  host        32 op                                  op 00 list, 01 clear the marks (moves nothing)
 *   71  controller  32 00 n selection(2)… [m selection(2)…]  n jammed; m belts whose self-test failed
 *   71  controller  32 01 result                           00 cleared, 01 not
 */
export type JamList = { type: "jam-list"; jammed: number[]; failedBelts: number[] };
export type JamsCleared = { type: "jams-cleared"; ok: boolean };

export const JAM_MENU = 0x32;
export const JamOp = { list: 0, clear: 1 } as const;

/** `bytes` begin behind the packet number. Undefined: another menu, or a list shorter than it claims. */
export function readJamAnswer(bytes: Uint8Array): JamList | JamsCleared | undefined {
  const [menu, op, value] = bytes;
  if (menu !== JAM_MENU || value === undefined) return undefined;
  if (op === JamOp.clear) return { type: "jams-cleared", ok: value === 0 };
  if (op !== JamOp.list) return undefined;
  const jammed = takeList(bytes.subarray(2));
  if (jammed === undefined) return undefined;
  // Machines without belts leave the second list out.
  const failedBelts = jammed.rest.length === 0 ? { list: [] } : takeList(jammed.rest);
  if (failedBelts === undefined) return undefined;
  return { type: "jam-list", jammed: jammed.list, failedBelts: failedBelts.list };
}

export function jamAnswerBytes(message: JamList | JamsCleared): number[] {
  if (message.type === "jams-cleared") return [JAM_MENU, JamOp.clear, message.ok ? 0 : 1];
  const belts = message.failedBelts.length === 0 ? [] : listBytes(message.failedBelts);
  return [JAM_MENU, JamOp.list, ...listBytes(message.jammed), ...belts];
}

function takeList(bytes: Uint8Array): { list: number[]; rest: Uint8Array } | undefined {
  const [count = 0] = bytes;
  const end = 1 + 2 * count;
  if (bytes.length < end) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const list = Array.from({ length: count }, (_, index) => view.getUint16(1 + 2 * index));
  return { list, rest: bytes.subarray(end) };
}

function listBytes(selections: readonly number[]): number[] {
  return [selections.length, ...selections.flatMap((each) => [each >> 8, each & 0xff])];
}
