import { useState } from "preact/hooks";
import { scannerFaults } from "../../scanner/serial-scanner.ts";
import type { ScannerState } from "../bench-state.ts";
import { Choice, Switch } from "./switches.tsx";
import type { Act } from "./use-bench.ts";

/** The scanner: paste what a QR code says, and show it to the hub. */
export function Scanner({ scanner, act }: { scanner: ScannerState; act: Act }) {
  const [text, setText] = useState("");
  const { plugged, lastScan, fault } = scanner;
  return (
    <section class="card scanner" aria-label="Scanner">
      <div class="title">
        <h2>Scanner</h2>
        <Switch
          label="Cable"
          on={plugged}
          words={["plugged in", "pulled out"]}
          onFlip={() => act("scanner", { plugged: !plugged })}
        />
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== "") act("scanner/scan", { text: text.trim() });
        }}
      >
        <input
          aria-label="What the code says"
          placeholder="Paste what the code says"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="main" disabled={text.trim() === ""}>
          Scan
        </button>
      </form>
      <Choice
        label="Fault"
        value={fault ?? "none"}
        options={(["none", ...scannerFaults] as const).map((name) => [name, name] as const)}
        onChoose={(value) => act("scanner", { fault: value === "none" ? null : value })}
      />
      {lastScan !== null && <p class="quiet last">Last: {lastScan}</p>}
    </section>
  );
}
