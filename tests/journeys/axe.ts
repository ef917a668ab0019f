import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./journey.ts";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No violation of the public standards, and contrast of 7:1 where a person must read from afar or in a hurry. */
export async function isForEverybody(page: Page, screen: string, contrast = true): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 }).first(), screen).toBeVisible();
  const { violations, passes } = await new AxeBuilder({ page })
    .options({
      runOnly: { type: "tag", values: standards },
      rules: {
        "color-contrast-enhanced": { enabled: contrast },
        "target-size": { enabled: true },
        "identical-links-same-purpose": { enabled: true },
      },
    })
    .analyze();
  expect(passes.length, `${screen}: axe looked at something`).toBeGreaterThan(8);
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((each) => each.html).join(" ")}`,
  );
  expect(found, screen).toEqual([]);
}
