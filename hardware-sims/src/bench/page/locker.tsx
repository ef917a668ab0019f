import type { LockerState } from "../bench-state.ts";
import { boxOf } from "./products.ts";
import type { Act } from "./use-bench.ts";

export type CompartmentState = LockerState["world"]["compartments"][number];

type Props = {
  machine: LockerState;
  chosen: string | undefined;
  onChoose: (slotId: string) => void;
};

const rows = ["upper", "middle", "lower"] as const;

/** The locker from the front: its doors in rows, the open ones with what lies behind them. */
export function Locker({ machine, chosen, onChoose }: Props) {
  const { compartments, taken, pulses } = machine.world;
  return (
    <div class={machine.powered ? "cabinet lit locker" : "cabinet locker"}>
      <div class="doors">
        {rows.map((row) => (
          <section class="doors-row" key={row} aria-label={`${row} doors`}>
            {compartments
              .filter((compartment) => compartment.row === row)
              .map((compartment) => (
                <Compartment
                  key={compartment.slotId}
                  compartment={compartment}
                  chosen={compartment.slotId === chosen}
                  onChoose={() => onChoose(compartment.slotId)}
                />
              ))}
          </section>
        ))}
      </div>
      <dl class="counters">
        <dt>Pulses given</dt>
        <dd>{pulses.length}</dd>
        <dt>Items taken out</dt>
        <dd>{taken.length}</dd>
      </dl>
    </div>
  );
}

type CompartmentProps = { compartment: CompartmentState; chosen: boolean; onChoose: () => void };

function Compartment({ compartment, chosen, onChoose }: CompartmentProps) {
  const { slotId, item, door, label } = compartment;
  const box = boxOf(label.variantId);
  const inside = item ? `${box.name} ${box.size} ${box.side} in it` : "empty";
  return (
    <button
      type="button"
      class={["compartment", door, chosen && "chosen"].filter(Boolean).join(" ")}
      aria-label={`${slotId}, door ${door}, ${inside}`}
      data-slot={slotId}
      onClick={onChoose}
    >
      <span class="behind-door">
        {item && (
          <span class="item-box" style={{ background: box.colour }}>
            <b>{box.size}</b>
            {box.side}
          </span>
        )}
      </span>
      <span class="leaf" aria-hidden="true">
        <b>{slotId}</b>
        <i class={item ? "" : "none"}>{item ? 1 : 0}</i>
        <span>{box.name}</span>
      </span>
    </button>
  );
}

type PanelProps = { compartment: CompartmentState; act: Act; onClose: () => void };

/** One compartment, close up, and what hands and a key can do with it. */
export function CompartmentPanel({ compartment, act, onClose }: PanelProps) {
  const { slotId, selection, door, item, label } = compartment;
  const box = boxOf(label.variantId);
  const isOpen = door === "open";
  return (
    <section class="card slot-panel" aria-label={`Slot ${slotId}`}>
      <div class="title">
        <h2>
          {slotId} · {box.name}
        </h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </div>
      <div class="swatch" style={{ background: box.colour }}>
        <b>{box.size}</b> {box.side}
      </div>
      <dl>
        <dt>Door</dt>
        <dd>{door}</dd>
        <dt>Lot</dt>
        <dd>{label.lot}</dd>
        <dt>Board and lock</dt>
        <dd>
          {Math.floor(selection / 100)}, {selection % 100}
        </dd>
      </dl>
      <p class="says">{item ? "The item lies in it." : "It is empty."}</p>
      <div class="acts">
        <button
          type="button"
          class={isOpen && item ? "main" : ""}
          disabled={!isOpen || item === null}
          onClick={() => act("machine/take", { selection })}
        >
          Take the item
        </button>
        <button
          type="button"
          class={isOpen && !item ? "main" : ""}
          onClick={() => act("machine/door", { selection, open: !isOpen })}
        >
          {isOpen ? "Shut the door" : "Open it with a key"}
        </button>
        <button
          type="button"
          disabled={!isOpen || item !== null}
          onClick={() => act("machine/put", { selection })}
        >
          Put an item in
        </button>
      </div>
    </section>
  );
}
