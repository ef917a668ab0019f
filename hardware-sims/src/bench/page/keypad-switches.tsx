import { useState } from "preact/hooks";
import { type KeypadFault, keypadFaults } from "../../keypad/world.ts";
import type { KeypadState } from "../bench-state.ts";
import { CableAndPower } from "./cable-and-power.tsx";
import { Choice } from "./switches.tsx";
import type { Act } from "./use-bench.ts";

type Props = { name: string; machine: KeypadState; act: Act };

const words: Record<KeypadFault, string> = {
  "vmc-reset-after-approval": "Resets its bus after the approval",
  "vmc-off": "Controller is off",
  "reader-disabled": "Never enables the reader",
  "cancel-at-keypad": "Cancelled at the keypad",
  "item-unknown": "Sends no item number",
  "silence-after-approval": "Silent after the approval",
  "late-success": "Success comes too late",
  "duplicate-success": "Success comes twice",
  "unknown-error": "An error nobody knows",
  "start-refused": "Refuses every session",
  "garbage-burst": "Garbage before lines",
  "glued-lines": "Lines glued together",
  "one-byte-reads": "Bytes one by one",
  "power-cut-before": "Power lost before the coil turns",
  "power-cut-after": "Power lost while the coil turns",
  "unplug-before": "Cable pulled before the request",
  "unplug-after": "Cable pulled after the approval",
};

/** What a person can do to the machine and at its keypad, and everything that can be wrong with it. */
export function KeypadSwitches({ name, machine, act }: Props) {
  const { world } = machine;
  return (
    <div class="switches">
      <div class="title">
        <h2>{name}</h2>
        <p class={machine.reader === "ENABLED" ? "chip good" : "chip"}>
          Card reader {machine.reader.toLowerCase()}
        </p>
      </div>
      <Keypad machine={machine} act={act} />
      <CableAndPower machine={machine} act={act} />
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
      <details class="faults">
        <summary>Faults{world.faults.length > 0 ? ` (${world.faults.length} on)` : ""}</summary>
        {keypadFaults.map((fault) => (
          <label key={fault}>
            <input
              type="checkbox"
              checked={world.faults.includes(fault)}
              onChange={(event) =>
                act("machine/fault", { name: fault, on: event.currentTarget.checked })
              }
            />
            {words[fault]}
          </label>
        ))}
      </details>
    </div>
  );
}

/** The machine's own keys and its display: two digits choose. */
function Keypad({ machine, act }: Omit<Props, "name">) {
  const [typed, setTyped] = useState("");
  const press = (digit: string) => {
    const next = `${typed}${digit}`;
    if (next.length < 2) return setTyped(next);
    setTyped("");
    act("machine/press", { selection: Number(next) });
  };
  return (
    <section class="keypad" aria-label="Keypad of the machine">
      <output>{typed === "" ? machine.display : typed}</output>
      {["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"].map((digit) => (
        <button type="button" key={digit} onClick={() => press(digit)}>
          {digit}
        </button>
      ))}
    </section>
  );
}
