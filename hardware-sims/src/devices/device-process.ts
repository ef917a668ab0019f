import { z } from "zod";
import { realTimer } from "../adapters/real-time.ts";

/** A device as its own process: the bench sends commands, the device answers with its whole state. */
export type Device<Command> = {
  obey(command: Command): Promise<void>;
  state(): unknown;
  unplug(): Promise<void>;
};

/** Commands are numbered so that the bench knows when one has been carried out. */
export const ToDevice = z.object({ number: z.number().int(), command: z.unknown() });
export const FromDevice = z.discriminatedUnion("type", [
  z.object({ type: z.literal("state"), state: z.unknown() }),
  z.object({ type: z.literal("done"), number: z.number().int(), state: z.unknown() }),
]);

/** Several changes within this time are one snapshot. */
const SNAPSHOT_MS = 15;

/** Runs until the bench asks it to stop, or is gone. `start` is told whom to call on a change. */
export async function runDevice<Command>(
  schema: z.ZodType<Command>,
  start: (onChange: () => void) => Promise<Device<Command>>,
): Promise<void> {
  let pending = false;
  const device = await start(() => {
    if (pending) return;
    pending = true;
    realTimer(SNAPSHOT_MS, () => {
      pending = false;
      tell({ type: "state", state: device.state() });
    });
  });

  const stop = () => {
    device
      .unplug()
      .catch(() => {})
      .finally(() => process.exit(0));
  };
  process.on("disconnect", stop);
  process.on("SIGTERM", stop);
  // The terminal sends this one to everybody; the bench decides when its devices stop.
  process.on("SIGINT", () => {});

  process.on("message", async (message) => {
    const { number, command } = ToDevice.parse(message);
    await device.obey(schema.parse(command));
    tell({ type: "done", number, state: device.state() });
  });
  tell({ type: "state", state: device.state() });
}

function tell(message: z.infer<typeof FromDevice>): void {
  if (process.connected) process.send?.(message);
}

/** The settings a device process was started with: one JSON argument. */
export function readArguments<Settings>(schema: z.ZodType<Settings>): Settings {
  return schema.parse(JSON.parse(process.argv[2] ?? "null"));
}
