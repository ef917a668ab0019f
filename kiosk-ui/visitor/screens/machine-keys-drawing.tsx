import { keysOf } from "../handover.view.ts";

const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ""];

/** The machine's own keypad with the keys of this number lit. The number itself stands big beside it. */
export function MachineKeysDrawing({ number }: { number: number }) {
  const pressed = keysOf(number);
  return (
    <svg class="keys-drawing" viewBox="0 0 300 390" aria-hidden="true" focusable="false">
      <rect class="locker-wall" x="4" y="4" width="292" height="382" rx="28" />
      {keys.map((key, place) => {
        if (key === "") return null;
        const [x, y] = [24 + (place % 3) * 88, 24 + Math.floor(place / 3) * 88];
        return (
          <g key={key}>
            <rect
              class={pressed.has(key) ? "keys-this" : "keys-key"}
              x={x}
              y={y}
              width="76"
              height="76"
              rx="16"
            />
            <text class={pressed.has(key) ? "keys-digit-this" : "keys-digit"} x={x + 38} y={y + 40}>
              {key}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
