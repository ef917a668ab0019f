import type { SpiralState } from "../bench-state.ts";
import { boxOf } from "./products.ts";
import { SlotView } from "./slot-view.tsx";
import type { Act } from "./use-bench.ts";
import { useFall } from "./use-fall.ts";

/** What of a machine with coils can be seen through its glass. */
type Behind = Pick<SpiralState, "turning" | "motorTurnMs" | "powered"> & {
  world: SpiralState["world"];
};

type Props = {
  machine: Behind;
  chosen: string | undefined;
  onChoose: (slotId: string) => void;
  act: Act;
};

/** The machine as its owner sees it: shelves of coils behind glass, and the tray below. */
export function Cabinet({ machine, chosen, onChoose, act }: Props) {
  const { world, turning, motorTurnMs, powered } = machine;
  const shelves = Map.groupBy(world.slots, ({ slotId }) => slotId.charAt(0));
  useFall(world.dropped);
  return (
    <div class={powered ? "cabinet lit" : "cabinet"}>
      <div class="inside">
        {[...shelves].map(([shelf, slots]) => (
          <div class="shelf" key={shelf}>
            {slots.map((slot) => (
              <SlotView
                key={slot.slotId}
                slot={slot}
                turnMs={slot.slotId === turning ? motorTurnMs : undefined}
                chosen={slot.slotId === chosen}
                onChoose={() => onChoose(slot.slotId)}
              />
            ))}
          </div>
        ))}
        <div class={world.doorOpen ? "glass open" : "glass"} aria-hidden="true" />
      </div>
      <Tray machine={machine} act={act} />
    </div>
  );
}

function Tray({ machine, act }: { machine: Behind; act: Act }) {
  const { tray, dropped, lifetimeTurns } = machine.world;
  return (
    <div class="base">
      <dl class="counters">
        <dt>Turns of all coils</dt>
        <dd>{lifetimeTurns}</dd>
        <dt>Items that fell</dt>
        <dd>{dropped.length}</dd>
      </dl>
      <section class="tray" id="tray" aria-label="Tray">
        {tray.length === 0 && <p>Tray, empty</p>}
        {tray.slice(-7).map((drop) => {
          const box = boxOf(drop.variantId);
          return (
            <figure key={drop.order} data-order={drop.order} style={{ background: box.colour }}>
              <b>{box.size}</b>
              <figcaption>
                {box.name} {box.side}
              </figcaption>
            </figure>
          );
        })}
      </section>
      <button type="button" disabled={tray.length === 0} onClick={() => act("tray/take")}>
        Take {tray.length > 1 ? `all ${tray.length}` : "it"}
      </button>
    </div>
  );
}
