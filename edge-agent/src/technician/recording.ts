/** "FA FB 41", "fafb41", "0xFA,0xFB": undefined where it is not hex. */
export function bytesOfHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/0x|[\s,:]/gi, "");
  if (digits === "" || digits.length % 2 === 1 || !/^[0-9a-f]+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** A file or a stream may hold the bytes themselves, or their hex as a log prints it. */
export function bytesOfRecording(content: Uint8Array, raw: boolean): Uint8Array {
  if (raw) return content;
  return bytesOfHex(new TextDecoder("latin1").decode(content)) ?? content;
}
