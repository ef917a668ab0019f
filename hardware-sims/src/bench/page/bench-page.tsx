import { useState } from "preact/hooks";
import { ChosenSlot, MachineView } from "./machine-view.tsx";
import { Printer } from "./printer.tsx";
import { Scanner } from "./scanner.tsx";
import { Switch } from "./switches.tsx";
import { useBench } from "./use-bench.ts";
import { Wire } from "./wire.tsx";

/** Everything a hub has plugged in, where a person can see it work and make it fail. */
export function BenchPage() {
  const { bench, connected, act } = useBench();
  const [chosen, setChosen] = useState<string>();
  if (bench === undefined) return <p class="waiting">Looking at the bench …</p>;

  const { machine, printer, scanner, network } = bench;
  const seen = { bench, chosen, onChoose: setChosen, act };
  return (
    <div class="bench">
      <header>
        <h1>Hardware bench</h1>
        <p class="quiet">
          These devices are simulated. The wires are real: what you break here breaks for the hub.
        </p>
        {!connected && (
          <p class="chip late" role="status">
            The bench is not answering
          </p>
        )}
        {network && (
          <div class="network">
            <Switch
              label="Network cable of the hub"
              on={network.plugged}
              words={["plugged in", "pulled out"]}
              onFlip={() => act("network", { plugged: !network.plugged })}
            />
          </div>
        )}
      </header>
      <main>
        <section class="machine" aria-label={bench.name}>
          <MachineView {...seen} />
        </section>
        <aside>
          {chosen !== undefined ? (
            <ChosenSlot {...seen} />
          ) : (
            <>
              <Printer printer={printer} act={act} />
              <Scanner scanner={scanner} act={act} />
            </>
          )}
          <Wire lines={machine.wire} />
        </aside>
      </main>
    </div>
  );
}
