import type { MachineState } from "../bench-state.ts";
import { Switch } from "./switches.tsx";
import type { Act } from "./use-bench.ts";

type Props = { machine: Pick<MachineState, "plugged" | "powered">; act: Act };

/** The two things every machine hangs on. */
export function CableAndPower({ machine: { plugged, powered }, act }: Props) {
  return (
    <>
      <Switch
        label="Cable"
        on={plugged}
        words={["plugged in", "pulled out"]}
        onFlip={() => act("machine/cable", { plugged: !plugged })}
      />
      <Switch
        label="Power"
        on={powered}
        words={["on", "off"]}
        onFlip={() => act("machine/power", { on: !powered })}
      />
    </>
  );
}
