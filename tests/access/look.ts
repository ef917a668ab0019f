import type { Page } from "@playwright/test";

/** What one screen is found to be, measured in the page. Lengths in kiosk pixels (1080 across). */
export type Looked = {
  headings: number;
  lang: string;
  dir: string;
  focusOnHeading: boolean;
  /** How far the middle, and the page, reach beyond what is to be seen. */
  overflow: number;
  sideways: number;
  /** Words that do not fit into what holds them. */
  cutOff: string[];
  smallestText: number;
  /** Controls too small, or too near to each other, for a hand that shakes. */
  small: string[];
  near: string[];
  choices: number;
  /** Where the bars are, by their icons: the same place on every screen. */
  bars: string;
  serif: boolean;
  capitals: number;
};

const SMALLEST_TARGET = 72;
const SMALLEST_GAP = 16;

export async function look(page: Page): Promise<Looked> {
  return page.evaluate(
    ([smallestTarget, smallestGap]) => {
      // One kiosk pixel, as visitor.css has it.
      const scale =
        innerWidth > innerHeight
          ? Math.min(innerWidth / 1720, innerHeight / 1075)
          : Math.min(innerWidth / 1080, innerHeight / 1920);
      const visible = (each: Element) => {
        const { width, height } = each.getBoundingClientRect();
        return width > 0 && height > 0 && !each.closest(".for-the-ear");
      };
      const all = <Kind extends Element>(selector: string) =>
        [...document.querySelectorAll<Kind & HTMLElement>(selector)].filter(visible);
      const named = (each: Element) =>
        (each.getAttribute("aria-label") ?? each.textContent ?? "").trim().slice(0, 40);
      const middle = document.querySelector(".screen-middle");
      const controls = all("button, a[href], input, select");
      const boxes = controls.map((each) => ({ each, box: each.getBoundingClientRect() }));
      const texts = all("h1, h2, p, dt, dd, li, button, span").filter(({ childNodes }) =>
        [...childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
      );
      const styles = texts.map((each) => getComputedStyle(each));
      const near: string[] = [];
      for (const [place, one] of boxes.entries()) {
        for (const other of boxes.slice(place + 1)) {
          if (one.each.contains(other.each) || other.each.contains(one.each)) continue;
          const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right);
          const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom);
          const gap = Math.max(across, down) / scale;
          if (gap < smallestGap - 1)
            near.push(`${named(one.each)} | ${named(other.each)}: ${gap.toFixed()}`);
        }
      }
      return {
        headings: all("h1").length,
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
        focusOnHeading: document.activeElement?.tagName === "H1",
        overflow: middle ? middle.scrollHeight - middle.clientHeight : 0,
        sideways: document.documentElement.scrollWidth - innerWidth,
        cutOff: texts
          .filter((each) => each.scrollWidth > each.clientWidth + 2 && each.clientWidth > 0)
          .map(named),
        smallestText:
          Math.min(...styles.map(({ fontSize }) => Number.parseFloat(fontSize))) / scale,
        small: boxes
          .filter(({ box }) => Math.min(box.width, box.height) / scale < smallestTarget - 1)
          .map(
            ({ each, box }) => `${named(each)}: ${box.width.toFixed()} × ${box.height.toFixed()}`,
          ),
        near,
        choices: all(".choices > *").length,
        bars: all(".bar-button")
          .map((each) => each.getBoundingClientRect())
          .map(({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" "))
          .join(" | "),
        serif: styles.some(({ fontFamily }) => !/sans|Atkinson/i.test(fontFamily)),
        capitals: styles.filter(({ textTransform }) => textTransform === "uppercase").length,
      };
    },
    [SMALLEST_TARGET, SMALLEST_GAP] as const,
  );
}
