import { readFileSync, mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";
import { startTestHub } from "../hub-under-test.ts";
import { chromiumSettings } from "../journeys/glass.ts";
import { openPage } from "./camera.ts";
import { signInDesk, section } from "../journeys/acts.ts";
import { deskWords } from "../journeys/words.ts";
mkdirSync("/tmp/look", { recursive: true });
const browser = await chromium.launch(chromiumSettings);
const hub = await startTestHub({ agent: { SITE_NAME: "Whitehawk Hub" } });
const page = await openPage(browser, hub, "visitor");
const words = (l: string) => Object.assign({}, ...["common", "visitor"].map((f) => JSON.parse(readFileSync(`kiosk-ui/locales/${l}/${f}.json`, "utf8"))));
await page.waitForTimeout(1500);
let now = words("en");
for (const l of ["en-x-easy", "ar", "pl", "ro", "uk", "bn", "fa", "pt", "zh-Hans"]) {
  const w = words(l);
  await page.locator(".screen-top .bar-button").first().click();
  await page.waitForTimeout(250);
  if (l === "en-x-easy") await page.screenshot({ path: "/tmp/look/languages.png" });
  await page.getByRole("button", { name: w["language.name"], exact: true }).click();
  await page.waitForTimeout(900);
  await page.screenshot({ path: `/tmp/look/welcome-${l}.png` });
  if (["uk", "bn", "zh-Hans", "fa", "pl"].includes(l)) {
    await page.getByRole("button", { name: w["welcome.talk"] }).click();
    await page.waitForTimeout(400);
    await page.screenshot({ path: `/tmp/look/needs-${l}.png` });
    await page.locator(".screen-acts button").first().click();
    await page.waitForTimeout(900);
    await page.screenshot({ path: `/tmp/look/ticket-${l}.png` });
    await page.locator(".screen-bottom .bar-button").nth(1).click();
    await page.waitForTimeout(500);
  }
  now = w;
}
const desk = await openPage(browser, hub, "console");
await signInDesk(desk, hub);
await section(desk, "nav.appointments");
await desk.waitForTimeout(600);
await desk.screenshot({ path: "/tmp/look/desk-appointments.png" });
await section(desk, "nav.collections");
await desk.waitForTimeout(600);
await desk.screenshot({ path: "/tmp/look/desk-collections.png" });
await section(desk, "nav.devices");
await desk.waitForTimeout(600);
await desk.screenshot({ path: "/tmp/look/desk-devices.png" });
await browser.close(); await hub.close();
