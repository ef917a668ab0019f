import {
  FeedItem,
  type HubFact,
  Sealed,
  SubmissionId,
  SubmissionOpened,
  SubmissionRow,
  submissionTicket,
} from "@drop-in/contracts";
import { describe, expect, test, vi } from "vitest";
import { systemChance } from "../../sync-server/src/adapters/chance.ts";
import { makeDevice, noon, type OpenDatabase } from "../../sync-server/src/centre.test-rig.ts";
import { openConsole } from "./desk.ts";

const sealed = Sealed.parse("A".repeat(120));

const minutesAfterNoon = (minutes: number) =>
  new Date(Date.parse(noon) + minutes * 60_000).toISOString();

function sent(kind: "referral" | "feedback" = "referral"): { fact: HubFact; id: SubmissionId } {
  const id = SubmissionId.parse(systemChance.newId());
  const ticket = kind === "feedback" ? null : submissionTicket(id);
  const payload = { submissionId: id, kind, ticket, language: "pl" as const };
  return { id, fact: { type: "submission.sent.v1", payload, sealed } };
}

/** How every engine's centre keeps what people sent, and answers them. */
export function submissionsConformance(engine: string, open: OpenDatabase): void {
  describe(`submissions, ${engine}`, () => {
    async function desk() {
      const rig = await openConsole(open);
      const { cookie } = await rig.signIn();
      let seq = 1; // the stock has come before
      const hears = async (...facts: HubFact[]) => {
        const rows = facts.map((fact, minutes) => rig.device.row(fact, minutesAfterNoon(minutes)));
        await rig.say(rig.device.batch(seq + 1, rows, "care"));
        seq += rows.length;
      };
      const get = async (path: string) =>
        rig.app.inject({ url: `/api/console${path}`, headers: { host: "127.0.0.1:8090", cookie } });
      const told = () =>
        rig.heard().flatMap((frame) => {
          if (frame.kind === "feed") return frame.items.map(({ item }) => FeedItem.parse(item));
          return "items" in frame ? frame.items.map((item) => FeedItem.parse(item)) : [];
        });
      const seen: FeedItem[] = [];
      /** Devices are told after the answer: nobody at the console waits for them. */
      const untilTold = (isIt: (item: FeedItem) => boolean) =>
        vi.waitFor(() => {
          seen.push(...told());
          if (!seen.some(isIt)) throw new Error("no device was told");
        }, 10_000);
      return {
        ...rig,
        hears,
        get,
        told,
        untilTold,
        act: (path: string, body: object) => rig.post(path, body, { cookie }),
        list: async () => SubmissionRow.array().parse((await get("/submissions")).json()),
      };
    }

    test("what was sent is listed once, oldest unanswered first, and opened only when asked for", async () => {
      const { hears, list, get, centre } = await desk();
      const [first, second] = [sent(), sent("feedback")];
      await hears(first.fact, second.fact, first.fact);
      const rows = await list();
      expect(rows.map((row) => [row.submissionId, row.kind, row.state])).toEqual([
        [first.id, "referral", "new"],
        [second.id, "feedback", "new"],
      ]);
      expect(JSON.stringify(rows)).not.toContain(sealed);
      const opened = SubmissionOpened.parse((await get(`/submissions/${first.id}`)).json());
      expect(opened.said).toEqual({ answers: { who: "me" } });
      await centre.close();
    });

    test("each step goes to every device under the hash of its word, and to those that begin anew", async () => {
      const { hears, act, told, untilTold, say, device, list, centre } = await desk();
      const { id, fact } = sent();
      await hears(fact);
      told();
      await act(`/submissions/${id}/steps`, { state: "read" });
      await act(`/submissions/${id}/steps`, { state: "read" });
      await act(`/submissions/${id}/steps`, { state: "planned" });
      await untilTold((item) => {
        if (item.type !== "progress.set") return false;
        const { steps, wordHash } = item.progress;
        return (
          steps.map(({ state }) => state).join() === "new,read,planned" && wordHash.length === 64
        );
      });
      expect((await list())[0]?.state).toBe("planned");
      await say(makeDevice(device.deviceId).hello());
      expect(told().some((item) => item.type === "progress.set")).toBe(true);
      await centre.close();
    });

    test("an answer waits under the word for as long as was said, and no longer", async () => {
      const { hears, act, told, untilTold, say, device, list, pass, centre } = await desk();
      const { id, fact } = sent();
      await hears(fact);
      told();
      const text = "Ravi will be at the bus stop, Friday 10am.";
      expect((await act(`/submissions/${id}/messages`, { text, days: 2 })).statusCode).toBe(204);
      await untilTold((item) => item.type === "message.set" && item.message.text === text);
      expect((await list())[0]?.messageUntil).toBe("2026-11-25T12:00:00.000Z");
      await pass(2 * 24 * 3_600_000 + 1);
      await say(makeDevice(device.deviceId).hello());
      expect(told().some((item) => item.type === "message.set")).toBe(false);
      await centre.close();
    });

    test("answers about who comes are counted, and fewer than five are told as few", async () => {
      const { hears, get, database, centre } = await desk();
      const row = (sex: string) => ({ halfDay: "2026-11-23 am", answers: { age: "25-34", sex } });
      const rows = ["female", "female", "male", "female", "female", "female"].map(row);
      await hears({ type: "equality.answered.v1", payload: { rows } });
      expect((await get("/equality")).json()).toEqual([
        { question: "age", answer: "25-34", count: 6 },
        { question: "sex", answer: "female", count: 5 },
        { question: "sex", answer: "male", count: null },
      ]);
      const [kept] = await database.all("select * from equality_answer");
      expect(Object.keys(kept ?? {}).toSorted()).toEqual([
        "answer",
        "half_day",
        "question",
        "site_id",
      ]);
      await centre.close();
    });

    test("who has no word cannot be answered by it, and nobody who is not signed in reads anything", async () => {
      const { hears, act, app, post, centre } = await desk();
      const { id, fact } = sent("feedback");
      await hears(fact);
      const answer = await act(`/submissions/${id}/messages`, { text: "Thank you", days: 2 });
      expect(answer.statusCode).toBe(409);
      const stranger = { host: "127.0.0.1:8090" };
      for (const url of ["/submissions", `/submissions/${id}`]) {
        const { statusCode } = await app.inject({ url: `/api/console${url}`, headers: stranger });
        expect(statusCode).toBe(401);
      }
      expect((await post(`/submissions/${id}/steps`, { state: "read" })).statusCode).toBe(401);
      await centre.close();
    });
  });
}
