import { spiralFaultNames, spiralFaults } from "../../spiral/faults.ts";
import type { SpiralState } from "../bench-state.ts";
import { Switch } from "./switches.tsx";
import type { Act } from "./use-bench.ts";

type Props = { faults: SpiralState["faults"]; act: Act };

/** Everything that can go wrong on its own, each with its switch. On: it goes wrong every time. */
export function FaultSwitches({ faults, act }: Props) {
  const on = Object.keys(faults).length;
  return (
    <details class="faults">
      <summary>What goes wrong{on > 0 ? ` (${on} on)` : ""}</summary>
      <div class="switches">
        {spiralFaultNames.map((name) => {
          const off = faults[name] === undefined;
          return (
            <Switch
              key={name}
              label={spiralFaults[name]}
              on={off}
              words={["no", "every time"]}
              onFlip={() => act("machine/fault", { name, on: off })}
            />
          );
        })}
      </div>
    </details>
  );
}
