import type { Door } from "../visitor-state.ts";

const rows = ["upper", "middle", "lower"] as const;

/**
 * The wall of doors with the right row shining. How far along it the door is, nobody has told us: the number on it says
 * so, and a drawing that guessed would send people to the wrong one.
 */
export function LockerDrawing({ door, open }: { door: Door; open: boolean }) {
  const { row: itsRow, label } = door;
  if (itsRow === null) {
    return (
      <svg class="locker-drawing" viewBox="0 0 300 300" aria-hidden="true" focusable="false">
        <rect class="locker-wall" x="20" y="6" width="260" height="288" rx="24" />
        <OneDoor label={label} open={open} />
      </svg>
    );
  }
  return (
    <svg class="locker-drawing" viewBox="0 0 420 330" aria-hidden="true" focusable="false">
      <rect class="locker-wall" x="6" y="6" width="408" height="318" rx="24" />
      {rows.map((row, line) => {
        const y = 28 + line * 96;
        const box = { x: 32, y, width: 356, height: 82, rx: 14 };
        if (row !== itsRow) return <rect key={row} class="locker-door" {...box} />;
        return (
          <g key={row} data-row={row}>
            <rect class="locker-glow" x={22} y={y - 10} width={376} height={102} rx={20} />
            <rect class="locker-this" {...box} />
            <text class="locker-label" x={210} y={y + 42} font-size={62}>
              {label}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

function OneDoor({ label, open }: { label: string; open: boolean }) {
  return (
    <g>
      <rect class="locker-glow" x={59} y={25} width={182} height={250} rx={16} />
      <rect class="locker-this" x={66} y={32} width={168} height={236} rx={10} />
      {open && <path class="locker-leaf" d="M66 32 l-34 17 v202 l34 17 z" />}
      <text class="locker-label" x={150} y={150} font-size={110}>
        {label}
      </text>
    </g>
  );
}
