/**
 * A number in the groups people dial it in: UK numbers as at home ("07700 900123", "020 7946 0123"),
 * others as they came. Groups are Ofcom's: 02x is 3-4-4, the rest 5-6.
 */
export function groupedPhone(phone: string): string {
  const digits = phone.replace(/[\s()-]/g, "").replace(/^(\+44|0044)/, "0");
  if (!/^0\d{10}$/.test(digits)) return phone;
  return digits.startsWith("02")
    ? `${digits.slice(0, 3)} ${digits.slice(3, 7)} ${digits.slice(7)}`
    : `${digits.slice(0, 5)} ${digits.slice(5)}`;
}
