import { DeviceId, MachineId, SlotId, type StockRow } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { emptyForm, mayCommand, wishables, wishProblem } from "./commands.view.ts";

const bus = DeviceId.parse("bus-2");
const row = (slotId: string, stock: number) =>
  ({
    deviceId: bus,
    machineId: MachineId.parse("locker"),
    slotId: SlotId.parse(slotId),
    stock,
  }) as StockRow;

test("only those who may command are offered it", () => {
  expect(mayCommand({ name: "Sam", role: "estates" })).toBe(true);
  expect(mayCommand({ name: "Sam", role: "adviser" })).toBe(false);
});

test("a door with something behind it takes two, an empty one and a restart take one", () => {
  const all = wishables([bus], [row("A01", 1), row("A02", 0)]);
  expect(all.map(({ action, takesTwo }) => [action.type, takesTwo])).toEqual([
    ["restart", false],
    ["open-slot", true],
    ["open-slot", false],
  ]);
});

test("a wish is not sent before everything it needs is there", () => {
  const [restart, full] = wishables([bus], [row("A01", 1)]);
  const good = { ...emptyForm, key: "x", reason: "It hangs", password: "p" };
  expect(wishProblem(good, undefined)).toBe("what");
  expect(wishProblem({ ...good, reason: " a " }, restart)).toBe("reason");
  expect(wishProblem({ ...good, password: "" }, restart)).toBe("password");
  expect(wishProblem(good, restart)).toBeNull();
  expect(wishProblem(good, full)).toBe("second");
  expect(wishProblem({ ...good, secondName: "Kim", secondPassword: "q" }, full)).toBeNull();
});
