import { blankRows, DOTS_PER_MM, drawPaper, hasInk, type Row } from "./paper.ts";

/** `complete`: cut by the printer. Not complete: torn off, or still in the printer. */
export type Page = {
  pageId: string;
  at: string;
  width: number;
  height: number;
  complete: boolean;
};

type Options = {
  clock: () => string;
  savePage: (pageId: string, png: Uint8Array) => void;
};

const FULL_ROLL_MM = 80_000;
const NEAR_END_MM = 5_000;
/** The blade sits above the head: what was printed last has not reached it yet. */
export const HEAD_TO_BLADE_ROWS = 14 * DOTS_PER_MM;
const PAGES_KEPT = 30;

/** The way of the paper: from the roll, under the head, past the blade, into a hand. */
export function createPaperPath({ clock, savePage }: Options) {
  let rowsLeft = FULL_ROLL_MM * DOTS_PER_MM;
  let pastHead = blankRows(HEAD_TO_BLADE_ROWS);
  let pages: Page[] = [];
  let inPrinter: Page | undefined;

  function save(rows: Row[], complete: boolean): Page {
    const at = clock();
    const pageId = inPrinter?.pageId ?? `${at.replace(/\D/g, "")}-${pages.length + 1}`;
    const { png, width, height } = drawPaper(rows);
    savePage(pageId, png);
    return { pageId, at, width, height, complete };
  }

  return {
    load(paper: "ok" | "low" | "out" | { leftMm: number }) {
      const rollMm = { ok: FULL_ROLL_MM, low: NEAR_END_MM / 2, out: 0 };
      const leftMm = typeof paper === "string" ? rollMm[paper] : paper.leftMm;
      rowsLeft = Math.round(leftMm * DOTS_PER_MM);
    },
    roll(): "ok" | "low" | "out" {
      if (rowsLeft === 0) return "out";
      return rowsLeft < NEAR_END_MM * DOTS_PER_MM ? "low" : "ok";
    },
    rowsLeft: () => rowsLeft,
    print(rows: Row[]) {
      pastHead.push(...rows);
      rowsLeft -= rows.length;
    },
    /** Everything past the blade becomes a page, unless it is blank. */
    endPage(complete: boolean) {
      const page = pastHead.slice(0, -HEAD_TO_BLADE_ROWS);
      pastHead = pastHead.slice(-HEAD_TO_BLADE_ROWS);
      if (hasInk(page)) pages = [...pages, save(page, complete)].slice(-PAGES_KEPT);
      inPrinter = undefined;
    },
    /** Makes the page that is still in the printer visible. */
    lookAtUnfinished() {
      const grown = pastHead.length > HEAD_TO_BLADE_ROWS && pastHead.length !== inPrinter?.height;
      if (grown && hasInk(pastHead)) inPrinter = save(pastHead, false);
    },
    pages: (): Page[] => (inPrinter ? [...pages, inPrinter] : pages),
  };
}
