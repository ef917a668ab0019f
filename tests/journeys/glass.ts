/** The five pages of a hub and the glass each is shown on. */
export const glass = {
  visitor: { viewport: { width: 1080, height: 1920 }, hasTouch: true },
  staff: { viewport: { width: 1280, height: 800 }, hasTouch: true },
  display: { viewport: { width: 1920, height: 1080 }, hasTouch: false },
  console: { viewport: { width: 1440, height: 900 }, hasTouch: false },
  bench: { viewport: { width: 1440, height: 1000 }, hasTouch: false },
};
export type PageName = keyof typeof glass;

/** The system's own Chromium, which asks nobody anything by itself. */
export const chromiumSettings = {
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
  ],
};
