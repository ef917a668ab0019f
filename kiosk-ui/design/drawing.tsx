import { h } from "preact";

/** An SVG drawing as plain values, so that it is built as elements and never as a string of markup. */
export type Shape = [tag: string, attributes: Record<string, string>, children: Shape[]];
export type Drawing = { viewBox: string; shapes: Shape[] };

/** Draws an SVG. Always beside words that say the same, so it is hidden from the ear. */
export function Draw({ drawing, class: name }: { drawing: Drawing; class: string }) {
  return (
    <svg class={name} viewBox={drawing.viewBox} aria-hidden="true" focusable="false">
      {drawing.shapes.map(toElement)}
    </svg>
  );
}

function toElement([tag, attributes, children]: Shape, index: number): preact.VNode {
  return h(tag, { ...attributes, key: index }, children.map(toElement));
}
