import { expect, test } from "vitest";
import { galleryStates } from "./states.ts";

test("every screen has an address of its own", () => {
  const ids = galleryStates().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(200);
  for (const id of ids) expect(id).toMatch(/^[a-z-]+\.[A-Za-z0-9-]+$/);
});
