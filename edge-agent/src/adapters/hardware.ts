import type { MachinePlan } from "@drop-in/contracts";
import {
  openLink,
  openMachineProcess,
  readAudit,
  type SerialLink,
  type VendingMachine,
  withAudit,
} from "@drop-in/vending-driver";
import { absentPrinting, absentScanner } from "../devices/absent.ts";
import { absentMachine } from "../devices/absent-machine.ts";
import type { Hardware } from "../devices/hardware.ts";
import { createMachineSeat } from "../devices/machine-seat.ts";
import { toMachineSpec } from "../devices/machine-spec.rules.ts";
import { createPrinting, type Printing } from "../printing/printing.service.ts";
import { createReceiptPrinter } from "../printing/receipt-printer.ts";
import { createSlips } from "../printing/slips.ts";
import { createSerialScanner } from "../scanning/serial-scanner.ts";
import type { Settings } from "../settings.ts";
import type { Authorities } from "./authorities.ts";
import { firstPackNo } from "./chance.ts";
import { listPorts } from "./list-ports.ts";

const PRINTER_BAUD = 115_200; // a ticket is 45 kB: 4 s at this rate, 23 s at 19,200
const SCANNER_BAUD = 9_600;
const AUDIT_BAUD = 9_600;
/** A person may be waiting behind a reading that gets stuck. */
const AUDIT_MS = 15_000;

/** Opens what hangs on this box. What is not configured is absent, and says so; it never pretends. */
export function openHardware(
  settings: Settings,
  plan: MachinePlan | undefined,
  { timer, log, clock }: Authorities,
): { parts: Hardware; close(): Promise<void> } {
  const links: SerialLink[] = [];
  const closers: (() => Promise<void>)[] = [];
  const open = (address: string, baudRate: number) => {
    const link = openLink(address, { baudRate, timer });
    links.push(link);
    return link;
  };

  const auditLink = settings.AUDIT_LINK ? open(settings.AUDIT_LINK, AUDIT_BAUD) : undefined;

  function openAs(as: MachinePlan | undefined, trialAddress?: string): VendingMachine {
    const address = trialAddress ?? settings.MACHINE_LINK ?? as?.address;
    if (address === undefined) return absentMachine;
    const machine = openMachineProcess(toMachineSpec(as, address), {
      timer,
      firstPackNo,
      selections: as?.slots.map(({ selection }) => selection) ?? [],
      onDeath: () => log.error({ event: "machine.process-ended" }),
    });
    return auditLink ? withAudit(machine, readCounters(auditLink)) : machine;
  }
  const readCounters = (link: SerialLink) => () =>
    readAudit(link, { timer, clock: clock.monotonicMs, settings: { wholeMs: AUDIT_MS } });
  function openPrinting(address: string): Printing {
    const printer = createReceiptPrinter(open(address, PRINTER_BAUD), { timer });
    closers.push(printer.close);
    return createPrinting({ printer, slips: createSlips({ timeZone: settings.TIME_ZONE }) });
  }
  function openScanner(address: string): Hardware["scanner"] {
    const profile = { end: "cr-lf", aimId: false } as const;
    const scanner = createSerialScanner(open(address, SCANNER_BAUD), { timer, profile });
    closers.push(scanner.close);
    return scanner;
  }

  const { MACHINE_LINK, PRINTER_LINK, SCANNER_LINK, AUDIT_LINK } = settings;
  const machine = createMachineSeat(openAs(plan));
  closers.push(machine.close);
  const inUse = [MACHINE_LINK, PRINTER_LINK, SCANNER_LINK, AUDIT_LINK].flatMap(
    (link) => link ?? [],
  );
  return {
    parts: {
      machine,
      openAs,
      listPorts: () => listPorts(inUse),
      printing: PRINTER_LINK ? openPrinting(PRINTER_LINK) : absentPrinting,
      scanner: SCANNER_LINK ? openScanner(SCANNER_LINK) : absentScanner,
    },
    async close() {
      for (const close of closers) await close();
      for (const link of links) await link.close();
    },
  };
}
