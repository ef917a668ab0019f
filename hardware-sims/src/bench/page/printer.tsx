import { printerFaults } from "../../printer/printer-faults.ts";
import type { PrinterState } from "../bench-state.ts";
import { Choice, Switch } from "./switches.tsx";
import type { Act } from "./use-bench.ts";

/** The receipt printer: what it printed, as it printed it. */
export function Printer({ printer, act }: { printer: PrinterState; act: Act }) {
  const { paper, cover, cutter, plugged, pages, fault } = printer;
  const newest = pages.at(-1);
  const set = (parts: object) => act("printer", parts);
  return (
    <section class="card printer" aria-label="Printer">
      <div class="title">
        <h2>Printer</h2>
        <button type="button" onClick={() => set({ tear: true })}>
          Tear off
        </button>
        <Switch
          label="Cable"
          on={plugged}
          words={["plugged in", "pulled out"]}
          onFlip={() => set({ cable: plugged ? "unplugged" : "plugged" })}
        />
      </div>
      <div class="case" aria-hidden="true" />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach what scrolls */}
      <section class="paper" aria-label="What was printed" tabIndex={0}>
        {newest === undefined && <p class="quiet">Nothing printed yet.</p>}
        {pages
          .toReversed()
          .slice(0, 8)
          .map(({ pageId, width, height, complete }, index) => (
            <img
              key={pageId}
              class={index === 0 ? "newest" : "older"}
              src={`api/bench/pages/${pageId}.png?h=${height}`}
              width={width}
              height={height}
              alt={complete ? "A printed slip" : "A slip still in the printer"}
            />
          ))}
      </section>
      <div class="row">
        <Choice
          label="Paper"
          value={paper}
          options={[
            ["ok", "full"],
            ["low", "low"],
            ["out", "out"],
          ]}
          onChoose={(value) => set({ paper: value })}
        />
        <Switch
          label="Cover"
          on={cover === "closed"}
          words={["closed", "open"]}
          onFlip={() => set({ cover: cover === "closed" ? "open" : "closed" })}
        />
        <Switch
          label="Cutter"
          on={cutter === "ok"}
          words={["cuts", "jams"]}
          onFlip={() => set({ cutter: cutter === "ok" ? "jammed" : "ok" })}
        />
      </div>
      <Choice
        label="Fault"
        value={fault ?? "none"}
        options={(["none", ...printerFaults] as const).map((name) => [name, name] as const)}
        onChoose={(value) => set({ fault: value === "none" ? null : value })}
      />
    </section>
  );
}
