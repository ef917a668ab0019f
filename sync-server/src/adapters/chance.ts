import { randomBytes, randomInt } from "node:crypto";
import { deviceCost, newId, newToken, scryptHex } from "@drop-in/foundation";

/** Everything the centre needs to be unpredictable about. */
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
  newId,
  newSalt: () => randomBytes(16).toString("hex"),
  newToken,
  symbols: (count) => Array.from({ length: count }, () => randomInt(32)),
};

/** What a device compares typed codes and PINs with. */
export const hashForDevice = (secret: string, saltHex: string): Promise<string> =>
  scryptHex(secret, saltHex, deviceCost);

/** Passwords stay at the centre and may cost more: N=2^15, r=8, p=3. */
export const hashPassword = (password: string, saltHex: string): Promise<string> =>
  scryptHex(password, saltHex, { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 });
