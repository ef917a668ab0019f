import { openMachine } from "../open-machine.ts";
import type { Timer } from "../timer.ts";
import type { Ask, ProcessStart, Tell } from "./machine-process-messages.ts";

const ALIVE_EVERY_MS = 1_000;
const EVIDENCE_EVERY_MS = 250;

/** One machine's line in a process of its own, so that no commit and no sync keeps its controller waiting. */
function run(start: ProcessStart, tell: (message: Tell) => void): (ask: Ask) => void {
  const { spec, firstPackNo, selections } = start;
  const told = new Map<number, string>();
  const timer: Timer = (ms, fn) => {
    const timeout = setTimeout(fn, ms);
    return () => clearTimeout(timeout);
  };
  const machine = openMachine(spec, { timer, clock: () => performance.now(), firstPackNo });
  machine.onStatus((status) => {
    tellEvidence();
    tell({ tell: "status", status });
  });
  setInterval(() => tell({ tell: "alive" }), ALIVE_EVERY_MS);
  setInterval(tellEvidence, EVIDENCE_EVERY_MS);

  // Whoever asked is gone: nothing that was not yet handed to the line may be from here on.
  process.once("disconnect", () => void machine.close().finally(() => process.exit(0)));

  function tellEvidence() {
    for (const selection of selections) {
      const evidence = machine.evidence(selection);
      const text = JSON.stringify(evidence);
      if (told.get(selection) === text) continue;
      told.set(selection, text);
      tell({ tell: "evidence", selection, evidence });
    }
  }

  async function dispense(number: number, selection: number) {
    const outcome = await machine.dispense(selection, (progress) =>
      tell({ tell: "progress", number, progress }),
    );
    tellEvidence();
    tell({ tell: "outcome", number, outcome });
  }

  async function answer(ask: Ask): Promise<void> {
    switch (ask.ask) {
      case "dispense":
        return dispense(ask.number, ask.selection);
      case "read-evidence": {
        const evidence = await machine.readEvidence(ask.selection);
        return tell({ tell: "evidence-read", number: ask.number, evidence });
      }
      case "find-slots":
        return tell({ tell: "slots-found", number: ask.number, slots: await machine.findSlots() });
      case "observe": {
        const observation = await machine.observe();
        return tell({ tell: "observed", number: ask.number, observation });
      }
      case "open-again":
        machine.openAgain();
        return;
      case "close":
        await machine.close();
        process.disconnect();
    }
  }
  return (ask) => void answer(ask);
}

// A terminal and an init system send these to everybody; the agent decides when its machine is let go.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
const start: ProcessStart = JSON.parse(process.argv[2] ?? "null");
process.on(
  "message",
  run(start, (message) => process.connected && process.send?.(message)),
);
