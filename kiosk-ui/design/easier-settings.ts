/** How one person likes the screen, for one turn. Kept in memory only and gone when the turn ends. */
export type EaseOfUse = { text: 100 | 150 | 200; dark: boolean };

export const usualEase: EaseOfUse = { text: 100, dark: false };
export const textSizes = [100, 150, 200] as const;

/** Puts the wishes on the page. Set from script, so that the page needs no inline style. */
export function applyEase(page: HTMLElement, ease: EaseOfUse): void {
  page.style.setProperty("--text", String(ease.text / 100));
  if (ease.dark) page.dataset.theme = "dark";
  else delete page.dataset.theme;
}
