export type KeyMove = "next" | "previous" | "back" | "ignore" | "leave";

/** What a key does: arrows walk, Escape and Backspace go back, a held Enter counts once. */
export function keyMove(key: string, repeated: boolean, rightToLeft: boolean): KeyMove {
  if (key === "ArrowDown") return "next";
  if (key === "ArrowUp") return "previous";
  if (key === "ArrowRight") return rightToLeft ? "previous" : "next";
  if (key === "ArrowLeft") return rightToLeft ? "next" : "previous";
  if (key === "Escape" || key === "Backspace") return repeated ? "ignore" : "back";
  if ((key === "Enter" || key === " ") && repeated) return "ignore";
  return "leave";
}

/** Makes every screen workable with Up, Down, Enter and Back alone. Returns how to stop. */
export function listenForKeys(page: Document, onBack: () => void): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement && event.key !== "Escape") return;
    const move = keyMove(event.key, event.repeat, page.documentElement.dir === "rtl");
    if (move === "leave") return;
    event.preventDefault();
    if (move === "back") onBack();
    if (move === "next") moveFocus(page, 1);
    if (move === "previous") moveFocus(page, -1);
  };
  page.addEventListener("keydown", onKeyDown);
  return () => page.removeEventListener("keydown", onKeyDown);
}

function moveFocus(page: Document, step: 1 | -1) {
  const controls = [...page.querySelectorAll<HTMLElement>("h1[tabindex], button, input")];
  const focused = page.activeElement;
  const at = focused instanceof HTMLElement ? controls.indexOf(focused) : -1;
  const next = at < 0 && step < 0 ? controls.length - 1 : at + step;
  controls[(next + controls.length) % controls.length]?.focus();
}
