import { expect, test } from "vitest";
import { readDeviceOptions } from "./device-options.ts";

test("nothing is done that is not wholly clear", () => {
  const why = (...args: string[]) => {
    const read = readDeviceOptions(args, {}, "/here");
    return read.kind === "wrong" ? read.why : read.kind;
  };
  expect(why("enrol", "--site", "Bus 2", "--name", "x")).toContain("--site");
  expect(why("enrol", "--site", "bus-2")).toContain("--name");
  expect(why("revoke", "abc")).toContain("--reason");
  expect(why("revoke", "--reason", "stolen")).toContain("which device");
  expect(why("revoke", "abc", "--reason", "stolen", "--force", "yes")).toContain("--force");
  expect(why("join", "DROPIN:A", "B")).toContain("quotes");
  expect(why("steal")).toContain("steal");
  expect(why()).toBe("help");
  expect(readDeviceOptions(["join", "DROPIN:A"], {}, "/here")).toMatchObject({
    dataDir: "/here/.drop-in/edge",
  });
});
