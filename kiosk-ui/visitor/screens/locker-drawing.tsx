import type { Door } from "../visitor-state.ts";

const rows = ["upper", "middle", "lower"] as const;
const columns = [0, 1, 2];

/** The wall of doors with one of them shining. Its row is where it really is; the words beside it say the same. */
export function LockerDrawing({ door, open }: { door: Door; open: boolean }) {
  if (door.row === null) {
    return (
      <svg class="locker-drawing" viewBox="0 0 300 300" aria-hidden="true" focusable="false">
        <rect class="locker-wall" x="20" y="6" width="260" height="288" rx="24" />
        <OneDoor x={46} y={32} width={208} height={236} label={door.label} open={open} />
      </svg>
    );
  }
  return (
    <svg class="locker-drawing" viewBox="0 0 420 330" aria-hidden="true" focusable="false">
      <rect class="locker-wall" x="6" y="6" width="408" height="318" rx="24" />
      {rows.map((row, line) =>
        columns.map((column) => {
          const at = { x: 26 + column * 126, y: 24 + line * 96, width: 116, height: 86 };
          const isIt = row === door.row && column === 1;
          return isIt ? (
            <OneDoor key="it" {...at} label={door.label} open={open} />
          ) : (
            <rect key={`${row}-${column}`} class="locker-door" {...at} rx="10" />
          );
        }),
      )}
    </svg>
  );
}

type OneDoorProps = {
  x: number;
  y: number;
  width: number;
  height: number;
  label: string;
  open: boolean;
};

function OneDoor({ x, y, width, height, label, open }: OneDoorProps) {
  const box = { x, y, width, height, rx: 10 };
  const swing = Math.round(width / 5);
  return (
    <g>
      <rect
        class="locker-glow"
        {...box}
        x={x - 7}
        y={y - 7}
        width={width + 14}
        height={height + 14}
      />
      <rect class="locker-this" {...box} />
      {open && (
        <path
          class="locker-leaf"
          d={`M${x} ${y} l${-swing} ${swing / 2} v${height - swing} l${swing} ${swing / 2} z`}
        />
      )}
      <text class="locker-label" x={x + width / 2} y={y + height / 2} font-size={height * 0.62}>
        {label}
      </text>
    </g>
  );
}
