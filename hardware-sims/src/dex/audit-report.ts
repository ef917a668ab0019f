import { crc16 } from "@drop-in/vending-driver/protocol";

/** What the machine has counted. `paid` and `free` count from when it was built. */
export type AuditCounters = {
  serial: string;
  products: readonly {
    selection: number;
    price: number;
    productId: string;
    paid: number;
    free: number;
  }[];
  events: readonly { code: string; count: number; active: boolean }[];
};

export type ReportFault = "none" | "truncated" | "wrong-se" | "swapped-g85" | "wrong-g85";

/** The report as the machine writes it, with the machine's own mistakes. */
export function writeReport(
  { serial, products, events }: AuditCounters,
  fault: ReportFault,
): string {
  const paid = products.reduce((sum, product) => sum + product.paid, 0);
  const value = products.reduce((sum, product) => sum + product.paid * product.price, 0);
  const free = products.reduce((sum, product) => sum + product.free, 0);
  const body = [
    "ST*001*0001",
    `ID1*${serial}*AUDIT-SIM*0100`,
    "ID4*2*826*GBP",
    `VA1*${value}*${paid}*0*0`,
    `VA3*0*${free}*0*0`,
    ...products.flatMap(({ selection, price, productId, ...sold }) => [
      `PA1*${selection}*${price}*${productId}`,
      `PA2*${sold.paid}*${sold.paid * price}*0*0`,
      `PA4*${sold.free}*0*0*0`,
    ]),
    ...events.map(({ code, count, active }) => `EA2*${code}*${count}*${count}**${Number(active)}`),
  ];
  const covered = body.map((line) => `${line}\r\n`).join("");
  const check = crc16(new TextEncoder().encode(covered)) ^ (fault === "wrong-g85" ? 1 : 0);
  const printed = check.toString(16).toUpperCase().padStart(4, "0");
  const g85 = fault === "swapped-g85" ? printed.slice(2) + printed.slice(0, 2) : printed;
  const segments = body.length + 2 + (fault === "wrong-se" ? 7 : 0);
  const whole = `DXS*${serial}*VA*V0/6*1\r\n${covered}G85*${g85}\r\nSE*${segments}*0001\r\nDXE*1*1\r\n`;
  return fault === "truncated" ? whole.slice(0, Math.floor(whole.length / 2)) : whole;
}
