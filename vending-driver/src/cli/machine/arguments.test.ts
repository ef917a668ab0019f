import { expect, test } from "vitest";
import { readArguments } from "./arguments.ts";
import { exitCodeOf, outcomeInWords, statusInWords } from "./words.ts";

test("a whole command line becomes a machine and what to do with it", () => {
  const line =
    "tcp://10.0.0.7:4001 --protocol kr-cu16 --baud 9600 --set boards=[1,2] --set closedBit=1 dispense 17 --json";
  expect(read(line)).toEqual({
    kind: "machine",
    command: { do: "dispense", selection: 17 },
    json: true,
    spec: {
      address: "tcp://10.0.0.7:4001",
      protocol: "kr-cu16",
      baudRate: 9_600,
      settings: { boards: [1, 2], closedBit: 1 },
    },
  });
});

test("a plan gives what was learnt, and --set has the last word", () => {
  const plan = { protocol: "vmc-fafb", learned: { doorOpenValue: 1, useLift: true, note: "ours" } };
  const read = readArguments(
    "/dev/x --protocol vmc-fafb --plan p.json --set useLift=false status".split(" "),
    () => plan,
  );
  expect(read).toMatchObject({ spec: { settings: { doorOpenValue: 1, useLift: false } } });
});

test.each([
  ["status", "address"],
  ["/dev/x --protocol nonsense status", "--protocol is one of"],
  ["/dev/x --protocol vmc-fafb", "the command is"],
  ["/dev/x --protocol vmc-fafb dispense", "the command is"],
  ["/dev/x --protocol vmc-fafb dispense 1 2", "the command is"],
  ["/dev/x --protocol vmc-fafb --set colour=red status", "no setting colour"],
  ["/dev/x --protocol vmc-fafb --set useLift=perhaps status", "useLift wants"],
  ["/dev/x --protocol vmc-fafb --baud fast status", "--baud wants a number"],
  ["/dev/x --protocol vmc-fafb --plan missing status", "no machine plan"],
  ["/dev/x --protocol dex status", "read"],
])("%s is refused with a reason", (line, why) => {
  expect(read(line)).toMatchObject({ kind: "wrong", why: expect.stringContaining(why) });
});

test("an unclear outcome has its own exit code and tells nobody to try again", () => {
  const unclear = { kind: "unclear", last: "moving" } as const;
  expect(exitCodeOf(unclear)).toBe(3);
  expect(outcomeInWords(unclear)).toContain("do not send it again");
});

test("what is unknown is said as unknown", () => {
  const words = statusInWords({
    link: "offline",
    door: "unknown",
    cabinetTemperatureC: null,
    humidityPercent: null,
    deliveryPath: "unknown",
    openDoors: [],
  });
  expect(words).toContain("temperature unknown");
  expect(words).toContain("cabinet door unknown");
});

function read(line: string) {
  return readArguments(line.split(" "), () => undefined);
}
