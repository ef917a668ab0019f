import { changesBetween, type Learning, learnFromOne } from "../learning.ts";
import type { Observation } from "../vending-machine.ts";

/** The cabinet door shut, then opened by hand: which value of the long status means open. */
export function learnDoorOpenValue(looks: {
  before: Observation;
  after: Observation;
}): Learning<{ doorOpenValue: number }> {
  return learnFromOne(changesBetween(looks.before, looks.after), ({ sign, to }) =>
    sign === "door" ? { doorOpenValue: to } : undefined,
  );
}
