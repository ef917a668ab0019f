import { useLayoutEffect, useRef } from "preact/hooks";
import type { SpiralState } from "../bench-state.ts";

type Drops = SpiralState["world"]["dropped"];

const FALL_MS = 900;

/** Lets each item that has just dropped be seen on its way from its coil to the tray. */
export function useFall(dropped: Drops): void {
  const shown = useRef(dropped.length);
  useLayoutEffect(() => {
    for (const drop of dropped.slice(shown.current)) fall(drop.slotId, drop.order);
    shown.current = dropped.length;
  }, [dropped.length]);
}

function fall(slotId: string, order: number): void {
  const from = document.querySelector(`[data-slot="${slotId}"] .picture`)?.getBoundingClientRect();
  const item = document.querySelector<HTMLElement>(`[data-order="${order}"]`);
  if (!from || !item || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const to = item.getBoundingClientRect();
  const x = from.left + from.width / 2 - (to.left + to.width / 2);
  const y = from.top + from.height * 0.6 - (to.top + to.height / 2);
  item.animate(
    [
      { transform: `translate(${x}px, ${y}px) rotate(0deg)`, easing: "cubic-bezier(.5,0,.9,.5)" },
      { transform: `translate(${x * 0.2}px, 0) rotate(50deg)`, offset: 0.7, easing: "ease-out" },
      { transform: `translate(${x * 0.1}px, -18px) rotate(20deg)`, offset: 0.84 },
      { transform: "none" },
    ],
    FALL_MS,
  );
}
