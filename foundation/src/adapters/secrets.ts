import { createHash, randomBytes, randomUUID, scrypt, timingSafeEqual } from "node:crypto";

/** A new random UUID (v4), for identifiers. */
export type NewId = () => string;
export const newId: NewId = randomUUID;

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
