import type { Learning } from "../learning.ts";
import type { Observation } from "../vending-machine.ts";

/** A number pressed on the machine's keypad between two looks: what its controller asks for. */
export function learnKeypad(looks: {
  before: Observation;
  after: Observation;
}): Learning<{ price: number; item: number | undefined }> {
  const requests = (looks.after["requests seen"] ?? 0) - (looks.before["requests seen"] ?? 0);
  if (requests <= 0) return { kind: "nothing-changed" };
  if (requests > 1) return { kind: "too-much-changed", changed: [`${requests} requests`] };
  const { "last price": price = 0, "last item": item = -1 } = looks.after;
  return { kind: "learnt", learnt: { price, item: item < 0 ? undefined : item } };
}
