import type { BodyArea } from "@drop-in/contracts";

type Shape = { area: BodyArea; d: string };

/** Rounded, of one line, and nobody in particular. Both sides mean the same: which side is a later question. */
const middle: readonly Shape[] = [
  { area: "neck", d: "M132 92h36v26h-36z" },
  { area: "back", d: "M108 122h84q10 0 9 12l-9 106H108l-9-106q-1-12 9-12z" },
  { area: "pelvis", d: "M108 244h84l4 40q-20 26-46 26t-46-26z" },
];
const side: readonly Shape[] = [
  { area: "shoulder", d: "M103 120q-32 2-38 38h36z" },
  { area: "arm", d: "M64 162h34l-6 66H58z" },
  { area: "elbow", d: "M57 232h35l-3 32H54z" },
  { area: "arm", d: "M53 268h35l-8 62H52z" },
  { area: "wrist", d: "M51 334h30l-2 24H51z" },
  { area: "hand", d: "M49 362h32q8 26-2 52-14 10-28 0-10-26-2-52z" },
  { area: "hip", d: "M103 292q14 20 42 26v34h-44q-4-34 2-60z" },
  { area: "leg", d: "M101 356h44l-3 84h-36z" },
  { area: "knee", d: "M105 444h38l-2 40h-33z" },
  { area: "leg", d: "M108 488h33l-3 92h-24z" },
  { area: "ankle", d: "M113 584h26l-1 22h-24z" },
  { area: "foot", d: "M112 610h27q4 20-2 26h-46q2-20 21-26z" },
];

type Props = { chosen: string; onPress: (area: BodyArea) => void };

/** A body to touch. The words beside it say the same, so that nothing here is for the ear or for keys. */
export function BodyDrawing({ chosen, onPress }: Props) {
  const shape = ({ area, d }: Shape) => (
    // biome-ignore lint/a11y/noStaticElementInteractions: the words beside the drawing are its buttons
    <path
      key={d}
      d={d}
      class={area === chosen ? "body-area body-area-chosen" : "body-area"}
      onClick={() => onPress(area)}
    />
  );
  return (
    <svg class="body-drawing" viewBox="40 8 220 640" aria-hidden="true">
      <circle class="body-head" cx="150" cy="50" r="38" />
      {middle.map(shape)}
      <g>{side.map(shape)}</g>
      <g transform="translate(300 0) scale(-1 1)">{side.map(shape)}</g>
    </svg>
  );
}
