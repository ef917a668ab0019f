import { createHmac } from "node:crypto";

type Saying = { day: number; month: number; letter: string };

/**
 * What stands for a person on the list of a day: HMAC-SHA-256, hex, under the key of that day (32 bytes, hex), of "MM-DD L". Who has
 * the list without its key learns no birthday from it, and lists of different days cannot be laid side by side.
 */
export function appointmentToken(dayKeyHex: string, { day, month, letter }: Saying): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return createHmac("sha256", Buffer.from(dayKeyHex, "hex"))
    .update(`${two(month)}-${two(day)} ${letter}`)
    .digest("hex");
}
