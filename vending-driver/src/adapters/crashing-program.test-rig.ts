import type { Ask } from "./machine-process-messages.ts";
import "./machine-program.ts";

/** The machine's own program, with a driver that breaks a while after it was asked for one of these selections. */
const breaksAfterMs: Readonly<Record<number, number>> = { 98: 0, 99: 150 };

process.on("message", (ask: Ask) => {
  const ms = ask.ask === "dispense" ? breaksAfterMs[ask.selection] : undefined;
  if (ms !== undefined) setTimeout(() => process.kill(process.pid, "SIGKILL"), ms);
});
