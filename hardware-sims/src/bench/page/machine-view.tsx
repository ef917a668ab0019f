import type { BenchState } from "../bench-state.ts";
import { Cabinet } from "./cabinet.tsx";
import { FaultSwitches } from "./fault-switches.tsx";
import { KeypadSwitches } from "./keypad-switches.tsx";
import { CompartmentPanel, Locker } from "./locker.tsx";
import { LockerSwitches } from "./locker-switches.tsx";
import { MachineSwitches } from "./machine-switches.tsx";
import { SlotPanel } from "./slot-panel.tsx";
import type { Act } from "./use-bench.ts";

type Props = {
  bench: BenchState;
  chosen: string | undefined;
  onChoose: (slotId: string | undefined) => void;
  act: Act;
};

/** The machine of the bench, whichever kind it is. */
export function MachineView({ bench, chosen, onChoose, act }: Props) {
  const { machine, name } = bench;
  switch (machine.kind) {
    case "spiral":
      return (
        <>
          <MachineSwitches name={name} machine={machine} act={act} />
          <Cabinet machine={machine} chosen={chosen} onChoose={onChoose} act={act} />
          <FaultSwitches faults={machine.faults} act={act} />
        </>
      );
    case "keypad":
      return (
        <>
          <KeypadSwitches name={name} machine={machine} act={act} />
          <Cabinet machine={machine} chosen={chosen} onChoose={onChoose} act={act} />
        </>
      );
    case "locker":
      return (
        <>
          <LockerSwitches name={name} machine={machine} act={act} />
          <Locker machine={machine} chosen={chosen} onChoose={onChoose} />
        </>
      );
  }
}

/** One slot of it, close up; nothing while none is chosen. */
export function ChosenSlot({ bench, chosen, onChoose, act }: Props) {
  const { machine } = bench;
  const close = () => onChoose(undefined);
  switch (machine.kind) {
    case "spiral":
    case "keypad": {
      const slot = machine.world.slots.find(({ slotId }) => slotId === chosen);
      return slot ? <SlotPanel slot={slot} act={act} onClose={close} /> : null;
    }
    case "locker": {
      const found = machine.world.compartments.find(({ slotId }) => slotId === chosen);
      return found ? <CompartmentPanel compartment={found} act={act} onClose={close} /> : null;
    }
  }
}
