import type { Change } from "../../learning.ts";
import type { DispenseOutcome, MachineStatus } from "../../vending-machine.ts";

/** 0 dispensed, 2 not dispensed, 3 unclear; 1 is for what never came to a dispense. */
export function exitCodeOf(outcome: DispenseOutcome): 0 | 2 | 3 {
  return outcome.kind === "dispensed" ? 0 : outcome.kind === "not-dispensed" ? 2 : 3;
}

/** The one line a person reads at the end. */
export function outcomeInWords(outcome: DispenseOutcome): string {
  switch (outcome.kind) {
    case "dispensed":
      return outcome.proof === "confirmed"
        ? "DISPENSED: a tested sensor saw it."
        : "DISPENSED, as far as the controller says; no tested sensor saw it.";
    case "not-dispensed":
      return `NOT DISPENSED (${outcome.reason}), and this is proved: ${outcome.provedBy}.`;
    case "unclear":
      return `UNCLEAR: the last thing known is "${outcome.last}". Look into the machine; do not send it again.`;
  }
}

export function statusInWords(status: MachineStatus): string {
  const { link, door, deliveryPath, cabinetTemperatureC, humidityPercent, openDoors } = status;
  const temperature = cabinetTemperatureC === null ? "unknown" : `${cabinetTemperatureC} °C`;
  const humidity = humidityPercent === null ? "unknown" : `${humidityPercent} %`;
  return [
    `link ${link}`,
    `cabinet door ${door}`,
    `delivery path ${deliveryPath}`,
    `temperature ${temperature}`,
    `humidity ${humidity}`,
    `open compartments ${openDoors.length === 0 ? "none seen" : openDoors.join(", ")}`,
  ].join(" · ");
}

export function changesInWords(changes: readonly Change[]): string {
  if (changes.length === 0) return "Nothing changed.";
  return changes.map(({ sign, from, to }) => `${sign}: ${from} → ${to}`).join("\n");
}
