import { type LockerFault, lockerFaults } from "../../locker/world.ts";
import type { LockerState } from "../bench-state.ts";
import { CableAndPower } from "./cable-and-power.tsx";
import { Choice, Switch } from "./switches.tsx";
import type { Act } from "./use-bench.ts";

type Props = { name: string; machine: LockerState; act: Act };

const words: Record<LockerFault, string> = {
  "door-stuck": "Doors stick",
  "hook-stuck-closed": "Contacts say shut",
  "hook-stuck-open": "Contacts say open",
  "item-stuck-present": "Sensors see items",
  "item-stuck-absent": "Sensors see nothing",
  bounce: "Contacts bounce",
  "silent-board": "Boards are silent",
  "busy-after-unlock": "Busy after a pulse",
  "wrong-checksum": "Wrong checksums",
  "garbage-burst": "Garbage before answers",
  glued: "Answers come twice",
  "one-byte-reads": "Bytes one by one",
  "late-answer": "Answers come late",
  echo: "Line hears itself",
  "power-cut-before": "Power lost before the pulse",
  "power-cut-after": "Power lost after the pulse",
  "unplug-before": "Cable pulled before the pulse",
  "unplug-after": "Cable pulled after the pulse",
};

/** What a person can do to the whole locker, and everything that can be wrong with it. */
export function LockerSwitches({ name, machine, act }: Props) {
  const { world } = machine;
  return (
    <div class="switches">
      <div class="title">
        <h2>{name}</h2>
      </div>
      <CableAndPower machine={machine} act={act} />
      <Choice
        label="Whoever stands there"
        value={world.person}
        options={[
          ["takes", "takes it"],
          ["leaves-it", "leaves it in"],
          ["leaves-open", "leaves it open"],
          ["nobody", "waits for you"],
        ]}
        onChoose={(person) => act("machine/person", { person })}
      />
      <details class="faults">
        <summary>
          {world.faults.length === 0 ? "Nothing is wrong" : `Wrong: ${world.faults.length}`}
        </summary>
        <div>
          {lockerFaults.map((fault) => {
            const on = world.faults.includes(fault);
            return (
              <Switch
                key={fault}
                label={words[fault]}
                on={!on}
                words={["no", "yes"]}
                onFlip={() => act("machine/fault", { fault, on: !on })}
              />
            );
          })}
        </div>
      </details>
    </div>
  );
}
