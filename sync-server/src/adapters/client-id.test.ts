import { expect, test } from "vitest";
import { newClientId } from "./client-id.ts";

test("processes that start in the same moment have different names, each short enough for any broker", () => {
  const names = Array.from({ length: 100 }, newClientId);
  expect(new Set(names).size).toBe(100);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9-]{1,23}$/);
});
