import type { LearnStep, MachineKind } from "@drop-in/contracts";

/** What kind of machine it is, as it looks from the front. Our own drawings; the words beside them say the same. */
export function KindDrawing({ kind }: { kind: MachineKind }) {
  return (
    <svg class="setup-drawing" viewBox="0 0 160 160" aria-hidden="true" focusable="false">
      <rect class="draw-body" x="20" y="8" width="120" height="144" rx="12" />
      {kind === "locker" && <Doors />}
      {kind === "spiral" && <Coils />}
      {kind === "keypad" && <Keys />}
    </svg>
  );
}

const three = [0, 1, 2];

function Doors() {
  return (
    <g>
      {three.map((row) =>
        three.map((column) => (
          <g key={`${row}-${column}`}>
            <rect
              class={row === 1 && column === 1 ? "draw-lit" : "draw-part"}
              x={30 + column * 34}
              y={20 + row * 42}
              width="30"
              height="36"
              rx="4"
            />
            <circle class="draw-dot" cx={54 + column * 34} cy={38 + row * 42} r="2.5" />
          </g>
        )),
      )}
    </g>
  );
}

function Coils() {
  return (
    <g>
      <rect class="draw-part" x="30" y="18" width="100" height="92" rx="6" />
      {three.map((row) => (
        <path
          key={row}
          class="draw-line"
          d={`M38 ${38 + row * 28} q6 -14 12 0 t12 0 t12 0 t12 0 t12 0 t12 0 t12 0`}
        />
      ))}
      <rect class="draw-lit" x="40" y="120" width="80" height="20" rx="5" />
    </g>
  );
}

function Keys() {
  return (
    <g>
      <rect class="draw-part" x="30" y="18" width="56" height="92" rx="6" />
      {three.map((row) =>
        three.map((column) => (
          <rect
            key={`${row}-${column}`}
            class={row === 1 && column === 1 ? "draw-lit" : "draw-part"}
            x={94 + column * 13}
            y={34 + row * 16}
            width="10"
            height="12"
            rx="2"
          />
        )),
      )}
      <rect class="draw-part" x="40" y="120" width="80" height="20" rx="5" />
    </g>
  );
}

/** What to do with the hands for one step: the part that moves is lit. */
export function StepDrawing({ step }: { step: LearnStep }) {
  switch (step) {
    case "cabinet-door":
      return (
        <svg class="setup-drawing" viewBox="0 0 160 160" aria-hidden="true" focusable="false">
          <rect class="draw-body" x="48" y="8" width="96" height="144" rx="8" />
          <path class="draw-lit" d="M48 10 12 28v104l36 18z" />
          <path class="draw-line" d="M20 72c14-22 40-30 62-22M72 40l12 10-14 8" />
        </svg>
      );
    case "item-sensor":
      return (
        <svg class="setup-drawing" viewBox="0 0 160 160" aria-hidden="true" focusable="false">
          <rect class="draw-body" x="20" y="20" width="120" height="120" rx="10" />
          <rect class="draw-part" x="34" y="34" width="92" height="92" rx="6" />
          <rect class="draw-lit" x="56" y="78" width="48" height="42" rx="4" />
          <path class="draw-line" d="M80 40v28M70 58l10 12 10-12" />
        </svg>
      );
    case "keypad-number":
      return <KindDrawing kind="keypad" />;
    case "lock-door":
      return <KindDrawing kind="locker" />;
    default:
      return <KindDrawing kind="spiral" />;
  }
}
