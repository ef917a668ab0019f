import { expect, test } from "vitest";
import { wishesOf } from "./callback.rules.ts";

test("what was said is wished for, and what was passed over is not", () => {
  const answers = {
    "callback.safe": ["leave-message"],
    "callback.when": ["evening", "morning"],
    "callback.interpreter": "bsl",
    "callback.urgent": "yes",
    "talk.matters": ["pain"],
  };
  expect(wishesOf("callback", answers)).toEqual({
    safe: ["leave-message"],
    windows: ["morning", "evening"],
    interpreter: "bsl",
    matters: [],
    urgent: true,
  });
});

test("who says nothing may be called at any time, with nothing left and nothing said", () => {
  expect(wishesOf("callback", {})).toEqual({ safe: [], windows: [], matters: [], urgent: false });
});
