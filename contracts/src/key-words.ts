import words from "./key-words.json" with { type: "json" };

const COUNT = 6;

/**
 * Six words for two people to compare aloud (48 bits): of the SHA-256 of a device's signing key followed by its
 * sealing key, raw. The same words on the box and at the console mean that nobody stood between them.
 */
export function keyWords(sha256: Uint8Array): string {
  return Array.from(sha256.subarray(0, COUNT), (byte) => words[byte]).join(" ");
}
