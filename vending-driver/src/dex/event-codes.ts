/** An event as the machine wrote it. `says` is null for a code that is not in the standard: it stays as it is. */
export type EventMeaning = { code: string; says: string | null; about: string | null };

const plainWords: Readonly<Record<string, string>> = {
  EGS: "cabinet door opened",
  EGT: "cabinet door closed",
  ECI: "door switch stuck",
  ELA: "product failed to come out",
  ELB: "product sold out",
  ELE: "product running low",
  EJB: "dispensing motor jammed or not at home",
  EJC: "coil blocked",
  EJD: "tray fault",
  EJG: "delivery door fault",
  EJL: "delivery detector fault",
  EJM: "delivery system fault",
  EGU: "vend door fault",
  EOA: "temperature sensor fault",
  EJJ: "not cooling",
  EJH: "health timer expired",
  ECA: "power supply fault",
  EKM: "cashless reader does not answer",
  EK2M: "second cashless reader does not answer",
  EKU: "error of a device on the bus",
};

/** The code in words; what follows `_` is the product or the device it speaks of. */
export function meaningOfEvent(code: string): EventMeaning {
  const [name = "", ...rest] = code.split("_");
  const says = Object.hasOwn(plainWords, name) ? (plainWords[name] ?? null) : null;
  return { code, says, about: says !== null && rest.length > 0 ? rest.join("_") : null };
}
