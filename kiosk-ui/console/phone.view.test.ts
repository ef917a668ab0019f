import { expect, test } from "vitest";
import { groupedPhone } from "./phone.view.ts";

test("a UK number is shown in the groups people dial", () => {
  expect(groupedPhone("+447700900123")).toBe("07700 900123");
  expect(groupedPhone("02079460123")).toBe("020 7946 0123");
  expect(groupedPhone("01273 496 012")).toBe("01273 496012");
});

test("a number of another country is left as it came", () => {
  expect(groupedPhone("+33612345678")).toBe("+33612345678");
});
