import type { SpiralState } from "../bench-state.ts";
import { CableAndPower } from "./cable-and-power.tsx";
import { Choice, Switch } from "./switches.tsx";
import type { Act } from "./use-bench.ts";

type Props = { name: string; machine: SpiralState; act: Act };

/** What a person can do to the whole machine. */
export function MachineSwitches({ name, machine, act }: Props) {
  const { world } = machine;
  return (
    <div class="switches">
      <div class="title">
        <h2>{name}</h2>
        <HostChip machine={machine} />
      </div>
      <CableAndPower machine={machine} act={act} />
      <Switch
        label="Door"
        on={!world.doorOpen}
        words={["closed", "open"]}
        onFlip={() => act("machine/door", { open: !world.doorOpen })}
      />
      <Choice
        label="Drop sensor"
        value={world.sensor}
        options={[
          ["ok", "sees"],
          ["miss", "blind"],
          ["ghost", "ghosts"],
        ]}
        onChoose={(mode) => act("machine/sensor", { mode })}
      />
    </div>
  );
}

function HostChip({ machine }: { machine: SpiralState }) {
  if (!machine.powered) return <p class="chip">No power</p>;
  if (!machine.plugged) return <p class="chip">No cable</p>;
  return machine.hostAnswers ? (
    <p class="chip good">The hub answers</p>
  ) : (
    <p class="chip">Nobody answers</p>
  );
}
