import { realTimer } from "../adapters/real-time.ts";
import { layNetworkCable, type NetworkCable } from "../network/network-cable.ts";
import type { Settings } from "../settings.ts";
import {
  type BenchState,
  type MachineCommand,
  MachineState,
  type PrinterCommand,
  PrinterState,
  type ScannerCommand,
  ScannerState,
} from "./bench-state.ts";
import { type DeviceHost, hostDevice } from "./device-host.ts";
import { machineKind } from "./machine-kinds.ts";

export type Bench = {
  state(): BenchState;
  machine: DeviceHost<MachineState, MachineCommand>;
  /** Throws a `ZodError` on what nobody can do to this kind of machine. */
  readMachineCommand(said: object): MachineCommand;
  printer: DeviceHost<PrinterState, PrinterCommand>;
  scanner: DeviceHost<ScannerState, ScannerCommand>;
  cable: NetworkCable | undefined;
  /** Returns the function that stops listening. */
  onState(listener: (state: BenchState) => void): () => void;
  stop(): Promise<void>;
};

/** Several devices changing at once are one picture. */
const PICTURE_MS = 20;

/** Starts the three device processes and keeps the latest picture of them. */
export async function startBench(settings: Settings, onDeath: () => void): Promise<Bench> {
  const listeners = new Set<(state: BenchState) => void>();
  const { plan, folder } = settings;
  let pending = false;
  let ready = false;

  function onState() {
    if (!ready || pending) return;
    pending = true;
    realTimer(PICTURE_MS, () => {
      pending = false;
      const picture = state();
      for (const listener of listeners) listener(picture);
    });
  }

  const shared = { onState, onDeath: () => ready && onDeath() };
  const kind = machineKind(settings);
  const [machine, printer, scanner] = await Promise.all([
    hostDevice<MachineState, MachineCommand>({
      ...shared,
      script: kind.script,
      settings: kind.settings(settings),
      schema: MachineState,
    }),
    hostDevice<PrinterState, PrinterCommand>({
      ...shared,
      script: new URL("../devices/receipt-printer.ts", import.meta.url),
      settings: { folder },
      schema: PrinterState,
    }),
    hostDevice<ScannerState, ScannerCommand>({
      ...shared,
      script: new URL("../devices/serial-scanner.ts", import.meta.url),
      settings: { folder },
      schema: ScannerState,
    }),
  ]);
  const cable =
    settings.cable && (await layNetworkCable({ host: settings.host, ...settings.cable }, onState));
  ready = true;

  function state(): BenchState {
    const devices = { machine: machine.state(), printer: printer.state() };
    const network = cable ? { plugged: cable.plugged() } : null;
    return { name: plan.name, ...devices, scanner: scanner.state(), network };
  }

  return {
    state,
    machine,
    readMachineCommand: (said) => kind.command.parse(said),
    printer,
    scanner,
    cable,
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      await Promise.all([machine.stop(), printer.stop(), scanner.stop(), cable?.close()]);
    },
  };
}
