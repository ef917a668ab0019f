import { expect, test } from "vitest";
import { saidLines } from "./said.view.ts";

test("what somebody sent is read in the words they were asked with", () => {
  const lines = saidLines("referral", {
    answers: {
      where: "wrist",
      "how-long": "lt6w",
      hardest: ["work", "sleep"],
      needs: ["bsl"],
      age: "yes",
    },
    name: "Sam",
    phone: "+447700900123",
  });
  expect(lines).toEqual([
    { question: "Where is the problem?", answer: "Wrist" },
    { question: "How long has it been?", answer: "Less than 6 weeks" },
    { question: "What is hardest?", answer: "Work, Sleep" },
    { question: "What would help you here?", answer: "Sign language" },
    { question: "Are you 16 or over?", answer: "Yes" },
    { question: "What name shall we use?", answer: "Sam" },
    { question: "What is your number?", answer: "+447700900123" },
  ]);
});

test("a question and an answer of a newer screen are shown as they came, not hidden", () => {
  expect(saidLines("feedback", { answers: { parking: "full" } })).toEqual([
    { question: "parking", answer: "full" },
  ]);
});
