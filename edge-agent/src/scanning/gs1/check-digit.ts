/** The GS1 check digit (mod 10) over `digits`: weights 3 and 1 from the right. */
export function checkDigitOf(digits: string): string {
  let sum = 0;
  for (let back = 0; back < digits.length; back += 1) {
    sum += Number(digits[digits.length - 1 - back]) * (back % 2 === 0 ? 3 : 1);
  }
  return String((10 - (sum % 10)) % 10);
}

export function hasRightCheckDigit(digits: string): boolean {
  return checkDigitOf(digits.slice(0, -1)) === digits.slice(-1);
}
