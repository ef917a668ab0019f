import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import type { HubUnderTest } from "../hub-under-test.ts";
import { glass, type PageName } from "../journeys/glass.ts";

const folder = join(import.meta.dirname, "../../docs/screens");

/** Three quarters of their size on the glass: small enough to keep, large enough to read. */
const smaller = 0.75;

export type Open = (name: PageName) => Promise<Page>;

export function emptyFolder(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

export async function openPage(browser: Browser, hub: HubUnderTest, name: PageName): Promise<Page> {
  const context = await browser.newContext({
    ...glass[name],
    hasTouch: false, // an emulated finger leaves what it pressed looking pressed
    reducedMotion: "reduce",
    deviceScaleFactor: smaller,
  });
  const page = await context.newPage();
  await page.goto(hub.urls[name]);
  return page;
}

export async function keep(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  keepPng(name, await page.screenshot({ animations: "disabled" }));
}

export function keepPng(name: string, png: Uint8Array): void {
  writeFileSync(join(folder, `${name}.png`), png);
  console.log(`${name}.png  ${Math.round(png.length / 1024)} kB`);
}
