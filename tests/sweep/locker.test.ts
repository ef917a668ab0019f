import { test } from "vitest";
import { expectNoViolation } from "./expect-no-violation.ts";
import { locker } from "./locker.adapter.ts";

/** Four tongues, one driver above them: the first goes through everything, the others through what differs most. */
const few = ["ok", "door stuck", "left open", "silent after the pulse"];
const LIMIT_MS = 600_000;

test.each([
  locker("kr-cu16"),
  locker("kr-cu48", few),
  locker("lock-8a", few),
  locker("modbus-relay", few),
])(
  "wherever the power goes, $name gives one item, tells the truth, and leaves nothing open",
  expectNoViolation,
  LIMIT_MS,
);
