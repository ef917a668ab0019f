export type Press = { atMs: number; x: number; y: number };

/** A tremor or an impatient finger: the same place again within half a second is the same press. */
const samePressMs = 500;
/** On a keypad "77" is two digits, so only a bounce counts as the same press. */
const bounceMs = 150;
const samePlacePx = 40;

export function isSamePress(last: Press | null, press: Press, quick: boolean): boolean {
  if (last === null || press.atMs - last.atMs >= (quick ? bounceMs : samePressMs)) return false;
  return Math.hypot(press.x - last.x, press.y - last.y) < samePlacePx;
}

/** Drops the second of two presses in one place, also when the screen changed under the finger. */
export function steadyPresses(page: Document): void {
  let last: Press | null = null;
  page.addEventListener(
    "click",
    (event) => {
      // Keyboard clicks carry no place; a held key is dropped where keys are read.
      if (event.detail === 0) return;
      const press = { atMs: event.timeStamp, x: event.clientX, y: event.clientY };
      const target = event.target instanceof Element ? event.target : null;
      if (isSamePress(last, press, target?.closest("[data-quick]") !== null)) {
        event.stopPropagation();
        event.preventDefault();
        return;
      }
      last = press;
    },
    { capture: true },
  );
  page.addEventListener("contextmenu", (event) => event.preventDefault());
}
