import { setTimeout as pause } from "node:timers/promises";
import type { Promised } from "./judge.ts";

type Options = {
  device: string;
  /** Of the agent; it is asked anew each time. */
  url: string;
  pin: string;
  random: () => number;
  /** The mean pause between two people. */
  everyMs: number;
};

type Answer = { status: number; body: Record<string, unknown>; cookie: string | undefined };

const PATIENCE_MS = 6_000;
const AGAIN_MS = 150;

/**
 * People at one hub, one after another, all the time. Like the screen, it asks again with the same request when an
 * answer did not come. It notes what it was answered: that, and nothing else, was promised.
 */
export function startLoad({ device, url, pin, random, everyMs }: Options) {
  const promised: Promised[] = [];
  let going = true;
  let turnId = "";
  let cookie = "";
  let failed = 0;

  async function post(path: string, body: object, as = ""): Promise<Answer | undefined> {
    try {
      const response = await fetch(`${url}api/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-drop-in": "1", cookie: as },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await response.text();
      const cookieSet = response.headers.get("set-cookie")?.split(";")[0];
      return { status: response.status, body: text ? JSON.parse(text) : {}, cookie: cookieSet };
    } catch {
      return undefined; // killed, or too slow: nobody knows whether it was done
    }
  }

  /** Asks until it is answered, beginning a new turn where the old one ended with the agent. */
  async function insist(path: string, body: object): Promise<Answer | undefined> {
    const requestId = crypto.randomUUID();
    while (going) {
      const answer = turnId && (await post(path, { turnId, requestId, ...body }));
      if (answer && answer.status < 300) return answer;
      failed += 1;
      const begun = await post("visitor/turns", { language: "en" });
      if (begun?.status === 201) turnId = String(begun.body.turnId);
      await pause(AGAIN_MS);
    }
    return undefined;
  }

  function note(kind: Promised["kind"], id: unknown): void {
    if (typeof id === "string") promised.push({ device, kind, id });
  }

  async function checkIn(): Promise<void> {
    const body = { reason: "talk", needs: [], language: "en" };
    note("visit", (await insist("visitor/visits", body))?.body.visitId);
  }

  async function callBack(): Promise<void> {
    const pressed = await insist("visitor/callbacks", { language: "en" });
    const callbackId = pressed?.body.callbackId;
    note("callback", callbackId);
    const reach = { kind: "phone", number: "07700 900123", leaveMessage: false };
    if (pressed) await insist(`visitor/callbacks/${callbackId}/ask`, { reach });
  }

  /** Not asked again: a second press, after the agent forgot the turn, is a second request. */
  async function help(): Promise<void> {
    const begun = await post("visitor/turns", { language: "en" });
    if (begun?.status !== 201) return;
    turnId = String(begun.body.turnId);
    note("help", (await post("visitor/help", { turnId, screen: "home" }))?.body.helpId);
  }

  /** Staff call somebody and see them, if they are signed in and anybody waits. */
  async function staff(): Promise<void> {
    if (cookie === "") cookie = (await post("staff/sign-in", { pin }))?.cookie ?? "";
    if (cookie === "") return;
    const opened = await post("staff/session/open", { place: "Here" }, cookie);
    if (opened?.status === 401) cookie = "";
    await post("staff/visits/call-next", {}, cookie);
    const [visit] = promised.filter(({ kind }) => kind === "visit").slice(-3);
    if (visit) await post(`staff/visits/${visit.id}/call`, {}, cookie);
    if (visit) await post(`staff/visits/${visit.id}/seen`, {}, cookie);
  }

  async function go(): Promise<void> {
    while (going) {
      const drawn = random();
      if (drawn < 0.6) await checkIn();
      else if (drawn < 0.75) await callBack();
      else if (drawn < 0.88) await help();
      else await staff();
      await pause(random() * 2 * everyMs);
    }
  }
  const done = go();

  return {
    promised,
    /** How often it had to ask again. */
    failed: () => failed,
    async stop(): Promise<void> {
      going = false;
      await done;
    },
  };
}
