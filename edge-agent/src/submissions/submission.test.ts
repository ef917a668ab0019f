import {
  type HeldMessage,
  type HeldProgress,
  SentSubmission,
  SubmissionId,
  type SubmissionState,
  submissionTicket,
  WordFound,
  wordSalt,
  wordText,
} from "@drop-in/contracts";
import { expect, test } from "vitest";
import { type Booted, beginTurn, eventTypes, hub, id, post } from "../acts.fixture.ts";
import { hashFor } from "../agent.fixture.ts";

const canary = "Quillfeather";
const referral = {
  requestId: id(70),
  kind: "referral",
  language: "en",
  answers: { "how-long": "lt6w", hardest: ["work", "sleep"] },
  name: canary,
  phone: "07700 900123",
};

async function send(app: Booted["app"], more: object = {}) {
  const turnId = await beginTurn(app);
  return post(app, "/api/visitor/submissions", { turnId, ...referral, ...more });
}

async function find(app: Booted["app"], word: object) {
  const turnId = await beginTurn(app);
  return WordFound.parse((await post(app, "/api/visitor/words/find", { turnId, word })).body);
}

test("what somebody sends is sealed before it is written: neither name, number nor answer is in the database", async () => {
  const { app, world } = await hub();
  const { status, body } = await send(app);
  expect(status).toBe(201);
  expect(SentSubmission.parse(body)).toMatchObject({ connected: false });
  expect(eventTypes(world, "care").at(-1)).toBe("submission.sent.v1");
  const everything = Buffer.from(world.db.serialize()).toString("latin1");
  for (const secret of [canary, "900123", "+447700", "lt6w"]) {
    expect(everything).not.toContain(secret);
  }
});

test("sent twice it is one, and under the same word", async () => {
  const { app, world } = await hub();
  const [first, second] = [await send(app), await send(app)];
  expect(second.body).toEqual(first.body);
  const sent = eventTypes(world, "care").filter((type) => type === "submission.sent.v1");
  expect(sent).toHaveLength(1);
});

test("a number that no phone has is refused while the person is still there", async () => {
  const { app, world } = await hub();
  const { status, body } = await send(app, { phone: "12345" });
  expect([status, body.code]).toEqual([422, "phone-not-possible"]);
  expect(eventTypes(world, "care")).not.toContain("submission.sent.v1");
});

test("more than one letter holds is refused, and the longest words that a screen takes are not", async () => {
  const { app } = await hub();
  const long = { kind: "feedback", answers: { how: "good" }, words: "অ".repeat(200) };
  expect(
    (await send(app, { ...long, requestId: id(73), name: undefined, phone: undefined })).status,
  ).toBe(201);
  const needs = Array.from({ length: 12 }, (_, count) => `${"x".repeat(38)}${count}`);
  const answers = { hardest: needs, needs, matters: needs };
  expect((await send(app, { requestId: id(74), answers })).status).toBe(400);
});

test("feedback has no word, and nothing to print", async () => {
  const { app } = await hub();
  const { body } = await send(app, { kind: "feedback", answers: { how: "good" } });
  const { submissionId, ticket } = SentSubmission.parse(body);
  expect(ticket).toBeNull();
  const printed = await post(app, `/api/visitor/submissions/${submissionId}/print`, {
    language: "en",
  });
  expect(printed.status).toBe(404);
});

test("its word finds it at once, before the centre has heard of it", async () => {
  const { app } = await hub();
  const { ticket } = SentSubmission.parse((await send(app)).body);
  expect(await find(app, ticket ?? {})).toMatchObject({
    kind: "found",
    messages: [],
    progress: { kind: "referral", steps: [{ state: "new" }] },
    asOf: null,
  });
});

test("what the centre says of a word sent elsewhere is found here, until its time is over", async () => {
  const { app, agent, world } = await hub();
  const submissionId = SubmissionId.parse(id(71));
  const word = submissionTicket(submissionId);
  const wordHash = hashFor(wordText(word), wordSalt);
  const steps = (["new", "planned"] satisfies SubmissionState[]).map((state) => ({
    state,
    at: "2026-11-23T10:00:00.000Z",
  }));
  const expiresAt = "2026-11-24T10:00:00.000Z";
  const progress: HeldProgress = { submissionId, wordHash, kind: "referral", steps, expiresAt };
  const message: HeldMessage = { messageId: id(72), wordHash, text: "Friday at 10am", expiresAt };
  agent.applyFeed([
    { number: 4, item: { type: "progress.set", progress } },
    { number: 5, item: { type: "message.set", message } },
  ]);
  expect(await find(app, word)).toMatchObject({
    messages: [{ text: "Friday at 10am" }],
    progress: { steps },
  });
  world.now = new Date("2026-11-24T10:00:01.000Z");
  expect(await find(app, word)).toEqual({ kind: "none" });
});

test("wrong words slow down, as wrong codes do", async () => {
  const { app } = await hub();
  const word = { picture: "kite", colour: "blue", number: "R1234" };
  const kinds = [];
  for (let tries = 0; tries < 6; tries += 1) kinds.push((await find(app, word)).kind);
  expect(kinds.at(0)).toBe("none");
  expect(kinds.at(-1)).toBe("wait");
});
