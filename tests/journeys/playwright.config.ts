import { defineConfig } from "@playwright/test";
import { chromiumSettings } from "./glass.ts";

/** Journeys: real pages in Chromium over the real processes of a hub. One at a time, and never twice. */
export default defineConfig({
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../../test-results",
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    launchOptions: chromiumSettings,
  },
});
