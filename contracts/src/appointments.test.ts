import { expect, test } from "vitest";
import { firstLetterOf } from "./appointments.ts";

test.each([
  ["Smith", "S"],
  ["o’neill", "O"],
  ["Łukasz", "L"],
  ["Østergaard", "O"],
  ["Çelik", "C"],
  ["  'Abdi", "A"],
  ["ßmann", "S"],
  ["Зуєнко", "#"],
  ["王", "#"],
  ["", "#"],
  ["42", "#"],
])("the last name %j is found under %s", (lastName, letter) => {
  expect(firstLetterOf(lastName)).toBe(letter);
});
