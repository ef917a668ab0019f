import type { Page } from "@playwright/test";
import { expect } from "./journey.ts";

/** Two ways to work every screen without touching it. Each walks to what says this and presses Enter. */
export const ways = { "Tab and Enter": "Tab", "arrow keys and Enter": "ArrowDown" };

/** Somebody at the keys alone, who walks by `step`. */
export function walker(visitor: Page, step: string) {
  const words = () =>
    visitor.evaluate(() => {
      const { activeElement: at } = document;
      return at instanceof HTMLElement && at !== document.body
        ? (at.getAttribute("aria-label") ?? at.innerText)
        : "";
    });
  return {
    async presses(name: string): Promise<void> {
      for (let steps = 0; steps < 60; steps += 1) {
        const at = (await words()).trim();
        if (at === name || (name.length > 1 && at.startsWith(name))) {
          await visitor.keyboard.press("Enter");
          return;
        }
        await visitor.keyboard.press(step);
      }
      throw new Error(`no key leads to “${name}”`);
    },
    /** A new screen begins at its heading, for the ear and for the keys. */
    async arrivesAt(heading: string | RegExp): Promise<void> {
      await expect(visitor.getByRole("heading", { level: 1, name: heading })).toBeFocused();
    },
  };
}
