import type { Page } from "@playwright/test";
import { expect, test } from "./journey.ts";
import { walkVisitor } from "./walk.ts";
import { en } from "./words.ts";

test.use({ hubOptions: { name: "glass", motorTurnMs: 4_000 } });
test.setTimeout(150_000);

const kiosk = { width: 1080, height: 1920 };
const sizes = [kiosk, { width: 1280, height: 800 }, { width: 800, height: 1280 }];
/** 18 mm on a 21.5-inch screen. */
const leastTargetPx = 72;

/** What is wrong with how the screen sits on the glass; nothing, when all is well. */
function measure(page: Page) {
  return page.evaluate((least) => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const small = [...document.querySelectorAll("button")]
      .map((button) => ({ name: button.innerText.trim(), box: button.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 2 && (box.width < least || box.height < least))
      .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`);
    const middle = document.querySelector("main");
    return {
      tooWide: scrollWidth > clientWidth,
      middleTooWide: middle !== null && middle.scrollWidth > middle.clientWidth + 1,
      scrolls: middle !== null && middle.scrollHeight > middle.clientHeight + 1,
      small,
    };
  }, leastTargetPx);
}

test("every visitor screen fits its glass, its targets are big, and Get a person never moves", async ({
  hub,
  visitor,
}) => {
  const places = new Map<number, { x: number; y: number }>();
  await walkVisitor({
    hub,
    visitor,
    words: en,
    at: async (screen) => {
      for (const size of sizes) {
        await visitor.setViewportSize(size);
        const where = `${screen} at ${size.width}×${size.height}`;
        const { scrolls, small, tooWide, middleTooWide } = await measure(visitor);
        expect
          .soft({ tooWide, middleTooWide }, where)
          .toEqual({ tooWide: false, middleTooWide: false });
        if (size === kiosk) {
          expect.soft(scrolls, `${where} scrolls`).toBe(false);
          expect.soft(small, `${where}: too small to touch`).toEqual([]);
        }
        const bar = visitor
          .getByRole("navigation")
          .getByRole("button", { name: en["frame.person"] });
        const box = (await bar.isVisible()) ? await bar.boundingBox() : null;
        if (box === null) continue;
        const first = places.get(size.width) ?? box;
        places.set(size.width, first);
        const moved = Math.max(Math.abs(box.x - first.x), Math.abs(box.y - first.y));
        expect.soft(moved, `${where}: Get a person moved`).toBeLessThanOrEqual(2);
      }
      await visitor.setViewportSize(kiosk);
    },
  });
  expect(places.size).toBe(sizes.length);
});
