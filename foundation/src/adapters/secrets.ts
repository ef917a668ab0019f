import { createHash, randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/**
 * A new UUID, for identifiers: version 7 (RFC 9562), 48 bits of milliseconds and 74 of chance. Ids made one after the other lie beside
 * each other in a database, which is half the cost of writing them; the time they tell stands beside them anyway.
 */
export type NewId = () => string;
export const newId: NewId = () => idAt(Date.now());

/** An id as it would have been made then: for tests and figures that play a day again. */
export function idAt(ms: number): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(ms, 0, 6);
  bytes.writeUInt8(0x70 | (bytes.readUInt8(6) & 0x0f), 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** 32 random bytes as hex: a cookie nobody guesses. */
export const newToken = (): string => randomBytes(32).toString("hex");

export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

export type ScryptCost = { N: number; r: number; p: number; maxmem?: number };

/** What a device compares typed codes and PINs with (about 40 ms a try). */
export const deviceCost: ScryptCost = { N: 2 ** 14, r: 8, p: 1 };

/** scrypt, 32 bytes, hex; runs off the main loop. */
export function scryptHex(secret: string, saltHex: string, cost: ScryptCost): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(secret, Buffer.from(saltHex, "hex"), 32, cost, (error, key) =>
      error ? reject(error) : resolve(key.toString("hex")),
    );
  });
}

/** Compares two hex hashes in a time that tells nothing. */
export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
