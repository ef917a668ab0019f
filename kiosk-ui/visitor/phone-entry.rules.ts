export type NumberMistake = "too-short" | "too-long" | "not-possible";

const shortest = 9; // digits after the first 0 of a British number
const longest = 15; // digits of any number in the world (E.164)

/** Adds what was pressed. A plus can only come first; more than a number can hold is not taken. */
export function withKey(number: string, symbol: string): string {
  if (symbol === "+" && number !== "") return number;
  return number.length > longest ? number : `${number}${symbol}`;
}

/** What is wrong with a number at a glance. Whether it can be rung, the agent says. */
export function mistakeIn(number: string): NumberMistake | null {
  const digits = number.replace(/^(\+|0)/, "");
  if (digits.length < shortest) return "too-short";
  return digits.length > longest ? "too-long" : null;
}

/** "07700900123" → "07700 900 123", also while it is being typed. */
export function groupNumber(number: string): string {
  const [head, ...sizes] = groupsFor(number);
  const groups: string[] = [];
  let rest = number;
  for (const size of [head ?? 4, ...sizes]) {
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...groups, rest].filter((group) => group !== "").join(" ");
}

function groupsFor(number: string): number[] {
  if (number.startsWith("+44")) return [3, 4, 3, 3];
  if (number.startsWith("+")) return [3, 3, 3, 3];
  if (number.startsWith("02")) return [3, 4, 4];
  if (/^0[389]/.test(number)) return [4, 3, 4];
  return [5, 3, 3];
}
