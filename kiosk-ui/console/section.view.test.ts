import { ConsoleLive } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { badgesOf, sectionOf } from "./section.view.ts";

test("a link opens its section, and an unknown link opens Now", () => {
  expect(sectionOf("#call-backs")).toBe("call-backs");
  expect(sectionOf("")).toBe("now");
  expect(sectionOf("#../etc")).toBe("now");
});

test("the menu says only what needs somebody", () => {
  const live = ConsoleLive.parse({
    now: "2026-11-23T10:00:00Z",
    timeZone: "Europe/London",
    signedIn: { name: "Sam", role: "adviser" },
    sites: [
      {
        siteId: "hub",
        name: "Hub",
        session: null,
        waiting: 0,
        called: 0,
        seenToday: 0,
        didNotWaitToday: 0,
        longestWaitSince: null,
        unresolved: 1,
        helpOpen: 1,
      },
    ],
    callbacks: [],
    devices: [],
    stock: [],
    collections: [],
  });
  expect(badgesOf(live, Date.parse(live.now))).toEqual({ now: { key: "help", count: 2 } });
});
