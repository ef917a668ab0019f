import { parsePhoneNumberFromString } from "libphonenumber-js";

const SHORTEST_BRITISH = 9; // without the area code a number is "possible", but nobody can ring it from elsewhere

/** The number as E.164, or undefined when no such number can be rung. Numbers without + are British. */
export function toE164(typed: string): string | undefined {
  const number = parsePhoneNumberFromString(typed, "GB");
  if (!number?.isPossible()) return undefined;
  const british = number.countryCallingCode === "44";
  return british && number.nationalNumber.length < SHORTEST_BRITISH ? undefined : number.number;
}
