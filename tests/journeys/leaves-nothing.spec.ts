import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { eventually } from "../hub-under-test.ts";
import {
  button,
  choose,
  onTheBar,
  press,
  reads,
  saysHowToCall,
  sees,
  staffKnown,
  typeOnKeys,
} from "./acts.ts";
import { expect, test } from "./journey.ts";
import { en } from "./words.ts";

test.use({
  hubOptions: {
    name: "leaves-nothing",
    agent: { IDLE_AFTER_MS: "3000", IDLE_WARN_MS: "4000" },
  },
});

/** A number that nobody else types. */
const canary = "07700900987";
const canaryForms = /07700 ?900 ?987|7700900987/;

async function givesNumber(visitor: Page): Promise<void> {
  await choose(visitor, en["welcome.callback"]);
  await choose(visitor, en["callback.press.button"]);
  await typeOnKeys(visitor, canary);
  await expect(visitor.getByText("07700 900 987")).toBeVisible();
}

/** All that a page could keep: what it shows, where it is, and every store a browser has. */
function keptBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const caches = await window.caches?.keys();
    const bases = await indexedDB.databases();
    const state = JSON.stringify([history.state, { ...localStorage }, { ...sessionStorage }]);
    return [
      document.documentElement.outerHTML,
      location.href,
      document.title,
      state,
      document.cookie,
      JSON.stringify([caches, bases]),
    ].join("\n");
  });
}

test("who walks away is asked first, may stay, and then nothing of them is left in the page", async ({
  visitor,
}) => {
  await sees(visitor, en["welcome.title"]);
  const pagesBefore = await visitor.evaluate(() => history.length);
  await givesNumber(visitor);
  await sees(visitor, en["idle.title"]);
  expect(await keptBy(visitor)).not.toMatch(canaryForms);
  await choose(visitor, en["idle.stay"]);
  await expect(visitor.getByText("07700 900 987")).toBeVisible();
  await sees(visitor, en["idle.title"]);
  await sees(visitor, en["welcome.title"]);
  expect(await keptBy(visitor)).not.toMatch(canaryForms);
  expect(await visitor.evaluate(() => history.length)).toBe(pagesBefore);
});

test("what the centre has acknowledged is in no byte of the box, its log included", async ({
  hub,
  visitor,
}) => {
  await staffKnown(hub);
  await givesNumber(visitor);
  await choose(visitor, en["callback.next"]);
  await saysHowToCall(visitor, true);
  await choose(visitor, en["ticket.done"]);
  await sees(visitor, en["thanks.title"]);
  expect(await keptBy(visitor)).not.toMatch(canaryForms);
  const { phone } = await eventually("the number at the console", async () =>
    (await hub.console.live()).callbacks.find((row) => row.phone !== null),
  );
  expect(phone).toBe("+447700900987");
  await eventually("an empty outbox", async () => (await hub.agent.staffLive()).sync.waiting === 0);
  await eventually("no byte of the number on the box", async () => {
    const folder = join(hub.dataDir, "edge");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    return [...files, join(hub.dataDir, "logs/edge-agent.log")].every(
      (file) => !canaryForms.test(readFileSync(file, "latin1")),
    );
  });
});

test("my screen can be hidden at once and shown again, and clears itself when nobody does", async ({
  visitor,
}) => {
  await givesNumber(visitor);
  await onTheBar(visitor, en["frame.hide"]);
  await sees(visitor, en["hidden.title"]);
  expect(await keptBy(visitor)).not.toMatch(canaryForms);
  await choose(visitor, en["hidden.show"]);
  await expect(visitor.getByText("07700 900 987")).toBeVisible();
  await onTheBar(visitor, en["frame.startAgain"]);
  await reads(visitor, en["leave.callback.text"]);
  await press(button(visitor, en["leave.go"]));
  await sees(visitor, en["welcome.title"]);
});
