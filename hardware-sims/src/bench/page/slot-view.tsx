import type { SpiralState } from "../bench-state.ts";
import { type Box, boxOf } from "./products.ts";

export type SlotState = SpiralState["world"]["slots"][number];

type Props = {
  slot: SlotState;
  /** How long the turn takes, while the coil turns. */
  turnMs: number | undefined;
  chosen: boolean;
  onChoose: () => void;
};

/** One coil from the front: the boxes in it, one behind the other, and the wire around them. */
export function SlotView({ slot, turnMs, chosen, onChoose }: Props) {
  const label = boxOf(slot.label.variantId);
  const count = slot.items.length;
  const classes = ["slot", chosen && "chosen", turnMs !== undefined && "turning"];
  const words = `${slot.slotId}, ${label.name} ${label.size} ${label.side}, ${count} in it`;
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(" ")}
      data-slot={slot.slotId}
      aria-label={words}
      style={{ "--turn": `${turnMs ?? 0}ms` }}
      onClick={onChoose}
    >
      <svg class="picture" viewBox="0 0 120 92" aria-hidden="true">
        {slot.items
          .map((item, depth) => (
            <CoilTurn key={item.itemId} box={boxOf(item.variantId)} depth={depth} />
          ))
          .reverse()}
        {count === 0 && <Wire depth={0} />}
        {slot.hanging && <HangingBox box={boxOf(slot.hanging.variantId)} />}
      </svg>
      <span class="label">
        <b>{slot.slotId}</b>
        <i class={count === 0 ? "none" : ""}>{count}</i>
        <span>{label.name}</span>
      </span>
      {slot.hanging ? (
        <em class="flag">hanging</em>
      ) : (
        slot.jammed && <em class="flag">next one jams</em>
      )}
    </button>
  );
}

/** Each box further back is a little higher, smaller and darker. */
function CoilTurn({ box, depth }: { box: Box; depth: number }) {
  const scale = 1 - depth * 0.075;
  const move = `translate(${60 + depth * 4} ${54 - depth * 7.5}) scale(${scale})`;
  return (
    <g class={depth === 0 ? "front" : "behind"}>
      <g transform={move}>
        <rect x="-26" y="-30" width="52" height="60" rx="4" fill={box.colour} />
        <rect x="-26" y="-30" width="52" height="13" rx="4" fill="#fff" opacity=".45" />
        <rect
          x="-26"
          y="-30"
          width="52"
          height="60"
          rx="4"
          fill="#083b3a"
          opacity={Math.min(depth * 0.13, 0.5)}
        />
        {depth === 0 && (
          <>
            <text y="4">{box.size}</text>
            <text y="16" class="side">
              {box.side}
            </text>
          </>
        )}
      </g>
      <Wire depth={depth} />
    </g>
  );
}

/** The part of the wire that passes in front of a box; the light on it moves while it turns. */
function Wire({ depth }: { depth: number }) {
  const scale = 1 - depth * 0.075;
  const move = `translate(${60 + depth * 4} ${58 - depth * 7.5}) scale(${scale})`;
  const path = "M-37,-6 C-37,34 37,34 37,-6";
  return (
    <g transform={move} fill="none" stroke-linecap="round">
      <path d={path} stroke="#5d7474" stroke-width="5" />
      <path d={path} stroke="#b9cbc9" stroke-width="2.6" />
      <path d={path} class="light" stroke="#fff" stroke-width="2.6" stroke-dasharray="7 19" />
    </g>
  );
}

function HangingBox({ box }: { box: Box }) {
  return (
    <g class="hanging" transform="translate(62 62) rotate(17)">
      <rect x="-26" y="-28" width="52" height="58" rx="4" fill={box.colour} />
      <text y="8">{box.size}</text>
    </g>
  );
}
