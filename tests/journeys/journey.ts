import { test as base, expect, type Page } from "@playwright/test";
import { type HubUnderTest, startTestHub } from "../hub-under-test.ts";
import { glass, type PageName } from "./glass.ts";

type HubOptions = NonNullable<Parameters<typeof startTestHub>[0]> & {
  /** Files that name theirs share no hub with others. */
  name?: string;
};
type PerTest = { open: (name: PageName) => Promise<Page> } & {
  [name in "visitor" | "staff" | "display" | "desk" | "bench"]: Page;
};
type PerFile = { hubOptions: HubOptions; hub: HubUnderTest };

/**
 * A test with a running hub and its pages, opened when a test names them. Whatever a page asks of another host,
 * or says on its console, fails the test it happened in.
 */
export const test = base.extend<PerTest, PerFile>({
  hubOptions: [{}, { option: true, scope: "worker" }],
  hub: [
    async ({ hubOptions: { name: _, ...options } }, use) => {
      const hub = await startTestHub(options);
      await use(hub);
      await hub.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  open: async ({ browser, hub }, use) => {
    const faults: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (name) => {
      const zone = { locale: "en-GB", timezoneId: "Europe/London" };
      const context = await browser.newContext({ ...glass[name], ...zone });
      contexts.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => faults.push(`${name}: ${error.message}`));
      watch(page, hub, (fault) => faults.push(`${name}: ${fault}`));
      await page.goto(hub.urls[name]);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults, "what the pages should not have done").toEqual([]);
  },
  visitor: async ({ open }, use) => use(await open("visitor")),
  staff: async ({ open }, use) => use(await open("staff")),
  display: async ({ open }, use) => use(await open("display")),
  desk: async ({ open }, use) => use(await open("console")),
  bench: async ({ open }, use) => use(await open("bench")),
});
export { expect };

/** A refusal (4xx) or a process that is down shows on the browser's console by itself; anything else is the page's. */
const expectedNoise =
  /^Failed to load resource: (the server responded with a status of 4|net::ERR_)/;

function watch(page: Page, hub: HubUnderTest, say: (fault: string) => void): void {
  const own = new Set(Object.values(hub.urls).map((url) => new URL(url).host));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && !own.has(url.host)) say(`asked ${request.url()}`);
  });
  page.on("response", (response) => {
    const status = response.status();
    const isVoiceless = status === 404 && response.url().includes("/api/visitor/speech/");
    if ((status === 404 && !isVoiceless) || status >= 500) say(`${status} for ${response.url()}`);
  });
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    if (!expectedNoise.test(message.text())) say(`console: ${message.text()}`);
  });
}
