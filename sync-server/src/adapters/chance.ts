import {
  createHash,
  randomBytes,
  randomInt,
  randomUUID,
  scrypt,
  timingSafeEqual,
} from "node:crypto";

/** Everything the centre needs to be unpredictable about, and the hashes that keep secrets. */
export type Chance = {
  newId(): string;
  /** 16 bytes, hex. */
  newSalt(): string;
  /** 32 bytes, hex: a cookie nobody guesses. */
  newToken(): string;
  /** Each 0..31, evenly. */
  symbols(count: number): number[];
};

export const systemChance: Chance = {
  newId: randomUUID,
  newSalt: () => randomBytes(16).toString("hex"),
  newToken: () => randomBytes(32).toString("hex"),
  symbols: (count) => Array.from({ length: count }, () => randomInt(32)),
};

/** What a device compares typed codes and PINs with: scrypt N=2^14, r=8, p=1, 32 bytes, hex. */
export const hashForDevice = (secret: string, saltHex: string): Promise<string> =>
  scryptHex(secret, saltHex, { N: 2 ** 14, r: 8, p: 1 });

/** Passwords stay at the centre and may cost more: N=2^15, r=8, p=3. */
export const hashPassword = (password: string, saltHex: string): Promise<string> =>
  scryptHex(password, saltHex, { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 });

export const hashToken = (token: string): string =>
  createHash("sha256").update(token).digest("hex");

/** Compares two hex hashes in a time that tells nothing. */
export function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

type Cost = { N: number; r: number; p: number; maxmem?: number };

function scryptHex(secret: string, saltHex: string, cost: Cost): Promise<string> {
  return new Promise((resolve, reject) => {
    scrypt(secret, Buffer.from(saltHex, "hex"), 32, cost, (error, key) =>
      error ? reject(error) : resolve(key.toString("hex")),
    );
  });
}
