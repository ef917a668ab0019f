import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { Language } from "@drop-in/contracts";
import { type Browser, chromium, type Page } from "@playwright/test";
import { z } from "zod";
import { startTestHub } from "../hub-under-test.ts";
import { chromiumSettings } from "../journeys/glass.ts";
import { checks, type Way } from "./checks.ts";
import { look } from "./look.ts";
import { type Counted, writeReport } from "./report.ts";

const State = z.object({ id: z.string(), url: z.string(), journey: z.string(), state: z.string() });
const screens = { kiosk: { width: 1080, height: 1920 }, tablet: { width: 1280, height: 800 } };
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const everything = process.argv.includes("--all");
const only = process.argv.find((one) => one.startsWith("--only="))?.slice("--only=".length) ?? "";

/**
 * `npm run test:access`: every screen of the gallery, in every language, at every size of text, in both themes, on the kiosk and on a
 * tablet. All of it with `--all`; else one thing changed at a time. Writes docs/accessibility.
 */
async function main(): Promise<void> {
  const hub = await startTestHub();
  const browser = await chromium.launch(chromiumSettings);
  const counted = new Map<string, Counted>();
  try {
    const answer = await fetch(`${hub.urls.visitor}gallery.json`);
    const every = State.array()
      .min(100)
      .parse(await answer.json());
    const states = every.filter(({ id }) => id.startsWith(only));
    const places = new Map<string, Map<string, string>>();
    for (const screen of ["kiosk", "tablet"] as const) {
      const page = await openPage(browser, screen);
      await page.goto(`${hub.urls.visitor}gallery`);
      for (const way of states.flatMap(({ id }) => waysOf(id, screen))) {
        await visit(page, way, counted, places);
      }
      await page.context().close();
    }
    count40(counted, places);
  } finally {
    await browser.close();
    await hub.close();
  }
  const { count, summary, files } = writeReport(counted, everything);
  process.stdout.write(summary);
  const folder = join(import.meta.dirname, "../../docs/accessibility");
  mkdirSync(folder, { recursive: true });
  // A look at a few is no report.
  for (const [name, file] of only === "" ? Object.entries(files) : []) {
    writeFileSync(join(folder, name), file);
  }
  process.exit(count > 0 ? 1 : 0);
}

/** One thing changed at a time, from English at 100 % in calm colours; or all of them with all. */
function waysOf(state: string, screen: Way["screen"]): Way[] {
  const usual = { language: "en", text: 100, theme: "calm" } as const;
  const sizes = [150, 200] as const;
  const at = { state, screen };
  if (everything) {
    return Language.options.flatMap((language) =>
      ([100, ...sizes] as const).flatMap((text) =>
        (["calm", "dark"] as const).map((theme) => ({ ...at, language, text, theme })),
      ),
    );
  }
  if (screen === "tablet") {
    const [arabic, ukrainian] = [{ language: "ar" }, { language: "uk" }] as const;
    return [{}, { text: 200 } as const, arabic, ukrainian].map((other) => ({
      ...{ ...at, ...usual },
      ...other,
    }));
  }
  const others = Language.options.filter((language) => language !== "en");
  return [
    { ...at, ...usual },
    { ...at, ...usual, theme: "dark" },
    ...sizes.map((text) => ({ ...at, ...usual, text })),
    ...others.map((language) => ({ ...at, ...usual, language })),
  ];
}

async function openPage(browser: Browser, screen: Way["screen"]): Promise<Page> {
  const context = await browser.newContext({ viewport: screens[screen], reducedMotion: "reduce" });
  return context.newPage();
}

async function visit(
  page: Page,
  way: Way,
  counted: Map<string, Counted>,
  places: Map<string, Map<string, string>>,
): Promise<void> {
  const { state, language, text, theme, screen } = way;
  const asked = new URLSearchParams({ state, language, text: String(text), theme });
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${asked}`);
  // There must be something there before anything is said of it.
  await page.waitForSelector(`html[data-shown="#${asked}"] h1`, { timeout: 10_000 });
  await page.evaluate(() => document.fonts.ready);
  const looked = await look(page);
  for (const [name, { applies = () => true, wrong }] of Object.entries(checks)) {
    if (applies(way)) note(counted, name, way, wrong(looked, way));
  }
  if (text === 100 && looked.bars !== "") {
    const bars = places.get(screen + language) ?? new Map<string, string>();
    places.set(screen + language, bars.set(state, looked.bars));
  }
  // Axe takes as long as ten looks: in English, and where all runs the other way.
  const isSample =
    everything || (language === "en" && text === 100) || ["ar", "bn"].includes(language);
  if (isSample && screen === "kiosk") note(counted, "K01", way, await axe(page));
}

async function axe(page: Page): Promise<string | null> {
  const { violations } = await new AxeBuilder({ page })
    .options({
      runOnly: { type: "tag", values: standards },
      rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
    })
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 80)}`);
  return found.length === 0 ? null : found.join("; ");
}

/** The bars are where they were on the screen before, whatever is between them. */
function count40(counted: Map<string, Counted>, places: Map<string, Map<string, string>>): void {
  for (const [screen, bars] of places) {
    const [usual] = [...bars.values()];
    for (const [state, now] of bars) {
      const way: Way = { state, language: screen, text: 100, theme: "calm", screen: "kiosk" };
      note(counted, "K40", way, now === usual ? null : "the bars stand elsewhere");
    }
  }
}

function note(counted: Map<string, Counted>, name: string, way: Way, wrong: string | null): void {
  const before = counted.get(name) ?? { checks: 0, failures: [] };
  before.checks += 1;
  if (wrong !== null) before.failures.push({ ...way, wrong });
  counted.set(name, before);
}

await main();
