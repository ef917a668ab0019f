import { test } from "vitest";
import { expectNoViolation } from "./expect-no-violation.ts";
import { vmcFafb } from "./vmc-fafb.adapter.ts";

const LIMIT_MS = 600_000;

test.each([vmcFafb])(
  "wherever the power goes, $name gives one item, tells the truth, and leaves nothing open",
  expectNoViolation,
  LIMIT_MS,
);
