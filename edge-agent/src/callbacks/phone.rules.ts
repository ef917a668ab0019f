import { parsePhoneNumberFromString } from "libphonenumber-js";

/** The number as E.164, or undefined when no such number can exist. Numbers without + are British. */
export function toE164(typed: string): string | undefined {
  const number = parsePhoneNumberFromString(typed, "GB");
  return number?.isPossible() ? number.number : undefined;
}
