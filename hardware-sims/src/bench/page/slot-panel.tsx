import { boxOf } from "./products.ts";
import type { SlotState } from "./slot-view.tsx";
import type { Act } from "./use-bench.ts";

type Props = { slot: SlotState; act: Act; onClose: () => void };

/** One slot, close up, and what a person's hands can do in it. */
export function SlotPanel({ slot, act, onClose }: Props) {
  const { slotId, label, items, hanging, jammed, capacity, turns } = slot;
  const box = boxOf(label.variantId);
  const stuck = jammed || hanging !== null;
  const isFull = items.length >= capacity;
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
        <dt>In the coil</dt>
        <dd>
          {items.length} of {capacity}
        </dd>
        <dt>Lot</dt>
        <dd>{label.lot}</dd>
        <dt>Selection</dt>
        <dd>{slot.selection}</dd>
        <dt>Turns</dt>
        <dd>{turns}</dd>
      </dl>
      <p class="says">{sentence(slot)}</p>
      <div class="acts">
        {stuck ? (
          <button type="button" class="main" onClick={() => act("machine/clear-jam", { slotId })}>
            Free the coil
          </button>
        ) : (
          <button type="button" onClick={() => act("machine/jam", { slotId })}>
            Jam the next item
          </button>
        )}
        <button
          type="button"
          disabled={items.length === 0}
          onClick={() => act("machine/empty", { slotId })}
        >
          Take everything out
        </button>
        <button type="button" disabled={isFull} onClick={() => act("machine/refill", { slotId })}>
          Fill it up
        </button>
      </div>
    </section>
  );
}

function sentence({ hanging, jammed, items, midTurn }: SlotState): string {
  if (hanging) return "One item left the coil and hangs: it did not fall.";
  if (jammed) return "The next item to leave this coil will hang.";
  if (midTurn) return "The coil has begun a turn and is not home yet.";
  return items.length === 0 ? "The coil is empty." : "The coil is free.";
}
