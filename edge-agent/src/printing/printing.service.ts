import type { PrinterState } from "@drop-in/contracts";
import type { PrintResult } from "./print-job.ts";
import type { ReceiptPrinter } from "./receipt-printer.ts";
import type { Slips } from "./slips.ts";

export type Printing = {
  state(): PrinterState;
  onState(listener: (state: PrinterState) => void): () => void;
  /** Tells what is known of the paper. Only a person may ask for the same slip again. */
  printTicket(slip: Parameters<Slips["ticket"]>[0]): Promise<PrintResult>;
  printCallback(slip: Parameters<Slips["callback"]>[0]): Promise<PrintResult>;
  printWord(slip: Parameters<Slips["word"]>[0]): Promise<PrintResult>;
  printActivity(slip: Parameters<Slips["activity"]>[0]): Promise<PrintResult>;
  printTest(slip: Parameters<Slips["test"]>[0]): Promise<PrintResult>;
  printTape(): Promise<PrintResult>;
};

export function createPrinting({
  printer,
  slips,
}: {
  printer: ReceiptPrinter;
  slips: Slips;
}): Printing {
  return {
    state: () => printer.state(),
    onState: (listener) => printer.onState(listener),
    async printTicket(slip) {
      return printer.print(await slips.ticket(slip));
    },
    async printCallback(slip) {
      return printer.print(await slips.callback(slip));
    },
    async printWord(slip) {
      return printer.print(await slips.word(slip));
    },
    printActivity: (slip) => printer.print(slips.activity(slip)),
    printTest: (slip) => printer.print(slips.test(slip)),
    printTape: () => printer.print(slips.tape()),
  };
}
