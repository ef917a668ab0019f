/**
 * The code a person types: eight symbols of Crockford's alphabet, shown as ABCD-EFGH. Seven are
 * random (35 bits); the eighth makes  Σ αⁱ·sᵢ = 0  in GF(32), α a root of x⁵ + x² + 1. The weights
 * differ and none is zero, so any one wrong symbol and any two swapped symbols are noticed.
 */
export const codeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const codeLength = 8;

const REDUCTION = 0b100101;

export type ParsedCode =
  | { kind: "code"; code: string }
  | { kind: "incomplete"; symbols: number }
  | { kind: "typo" };

/** Adds the check symbol to seven symbols, each 0..31. Throws on any other input: that is a bug. */
export function createCode(symbols: readonly number[]): string {
  if (symbols.length !== codeLength - 1 || symbols.some((symbol) => !isSymbol(symbol))) {
    throw new RangeError("a collection code is made of seven symbols, each 0..31");
  }
  const sum = weigh(symbols);
  const check = divide(sum, power(codeLength - 1));
  return [...symbols, check].map((symbol) => codeAlphabet[symbol]).join("");
}

/** Reads what a person typed: any case, spaces and hyphens; O is 0, I and L are 1. */
export function parseCode(typed: string): ParsedCode {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-–—]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
  const symbols = [...text].map((letter) => codeAlphabet.indexOf(letter));
  if (symbols.some((symbol) => symbol < 0) || symbols.length > codeLength) return { kind: "typo" };
  if (symbols.length < codeLength) return { kind: "incomplete", symbols: symbols.length };
  return weigh(symbols) === 0 ? { kind: "code", code: text } : { kind: "typo" };
}

/** ABCDEFGH → ABCD-EFGH, the way it is printed and read aloud. */
export function formatCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

function weigh(symbols: readonly number[]): number {
  return symbols.reduce((sum, symbol, place) => sum ^ multiply(symbol, power(place)), 0);
}

function power(exponent: number): number {
  return exponent === 0 ? 1 : multiply(2, power(exponent - 1));
}

function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 5; bit += 1) {
    if ((b >> bit) & 1) product ^= a << bit;
  }
  for (let bit = 9; bit >= 5; bit -= 1) {
    if ((product >> bit) & 1) product ^= REDUCTION << (bit - 5);
  }
  return product;
}

/** a / b with b not zero: the group has 31 members, so b⁻¹ = b³⁰. */
function divide(a: number, b: number): number {
  let inverse = 1;
  for (let step = 0; step < 30; step += 1) inverse = multiply(inverse, b);
  return multiply(a, inverse);
}

function isSymbol(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < codeAlphabet.length;
}
