import type { DexSettings } from "./dex-settings.ts";
import type { Talk } from "./talk.ts";

export type SessionFailure =
  | "no-answer"
  | "line-closed"
  | "too-many-errors"
  | "stopped-midway"
  | "too-long"
  | "nothing-to-transfer"
  | "refused"
  | "not-understood";

export type SessionEnd =
  | { kind: "received"; bytes: Uint8Array }
  /** What had come by then is kept to be looked at. */
  | { kind: "failed"; why: SessionFailure; response: string | null; bytes: Uint8Array };

type Part = { kind: "done" } | { kind: "they-ask" } | { kind: "failed"; why: SessionFailure };

/** The longest report that is believed; a machine that never ends its blocks must not fill the memory. */
const MAX_BYTES = 1_048_576;
/** WACKs in a row that are believed: at 300 ms, about half a minute. */
const MAX_WACKS = 100;

/**
 * Reads one report as the data carrier (EVA DTS 6.1.1, chapter 7): we say who we are, the machine says who it
 * is, then it sends. A machine that asks first gets the first word, and the roles of the first two are swapped.
 */
export async function runSession(talk: Talk, settings: DexSettings): Promise<SessionEnd> {
  const received: number[] = [];
  const failed = (why: SessionFailure, response: string | null = null): SessionEnd => ({
    kind: "failed",
    why,
    response,
    bytes: Uint8Array.from(received),
  });
  let answer = "";
  const readAnswer = (data: Uint8Array) => {
    answer = new TextDecoder("latin1").decode(data);
  };

  const us = settings.communicationId.padEnd(10).slice(0, 10);
  const first = await sendOne(talk, settings, `${us}R${settings.level}`);
  if (first.kind === "failed") return failed(first.why);
  if (first.kind === "they-ask") {
    const theirs = await receive(talk, settings, { asked: true, take: readAnswer });
    if (theirs.kind === "failed") return failed(theirs.why);
    await talk.pause(settings.betweenPartsMs);
    const ours = await sendOne(talk, settings, `00${us}${settings.level}`);
    if (ours.kind === "failed") return failed(ours.why);
    if (ours.kind === "they-ask") return failed("not-understood");
  } else {
    const theirs = await receive(talk, settings, { asked: false, take: readAnswer });
    if (theirs.kind === "failed") return failed(theirs.why);
    const response = responseOf(answer);
    if (response === undefined) return failed("not-understood");
    if (response === "04") return failed("nothing-to-transfer", response);
    if (response !== "00") return failed("refused", response);
  }

  const sent = await receive(talk, settings, {
    asked: false,
    take: (data) => received.push(...data),
    full: () => received.length > MAX_BYTES,
  });
  if (sent.kind === "failed") return failed(sent.why);
  return { kind: "received", bytes: Uint8Array.from(received) };
}

const responses = new Set(["00", "01", "02", "03", "04", "05", "90"]);

/** The tables put the code before the machine's ten characters, the worked example after them: both are read. */
export function responseOf(text: string): string | undefined {
  if (!/^.{12}R\d\dL\d\d/s.test(text)) return undefined;
  const [before, after] = [text.slice(0, 2), text.slice(10, 12)];
  if (responses.has(before)) return before;
  return responses.has(after) ? after : undefined;
}

/** ENQ, one handshake block, EOT. An ENQ of theirs in place of an answer means that they want to begin. */
async function sendOne(talk: Talk, settings: DexSettings, text: string): Promise<Part> {
  const data = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const open = await ask(talk, settings, { frame: { kind: "enq" }, parity: 0 });
  if (open.kind !== "done") return open;
  const block = { kind: "block", head: "soh", last: true, data } as const;
  const told = await ask(talk, settings, { frame: block, parity: 1 });
  if (told.kind === "they-ask") return { kind: "failed", why: "not-understood" };
  if (told.kind === "done") await talk.say({ kind: "eot" });
  return told;
}

type Question = { frame: Parameters<Talk["say"]>[0]; parity: 0 | 1 };

/** Says something until it is acknowledged: five times at most, and as often as WACK asks for patience. */
async function ask(talk: Talk, settings: DexSettings, question: Question): Promise<Part> {
  let errors = 0;
  let wacks = 0;
  let silent = true;
  let next = question.frame;
  while (errors < settings.repetitions && wacks < MAX_WACKS) {
    talk.forget();
    await talk.say(next);
    const heard = await talk.hear(settings.answerMs);
    if (heard.kind === "closed") return { kind: "failed", why: "line-closed" };
    if (heard.kind === "ack" && heard.parity === question.parity) return { kind: "done" };
    if (heard.kind === "enq") return { kind: "they-ask" };
    if (heard.kind !== "silence") silent = false;
    next = question.frame;
    if (heard.kind === "wack") {
      wacks += 1;
      // They have it, and want to be asked whether they are done with it.
      next = { kind: "enq" };
      await talk.pause(settings.askAgainMs);
    } else {
      errors += 1;
    }
  }
  return { kind: "failed", why: silent ? "no-answer" : "too-many-errors" };
}

type Taking = { asked: boolean; take: (data: Uint8Array) => void; full?: () => boolean };

/** Waits for their ENQ, then takes block after block, each acknowledged in turn with DLE 1, DLE 0, … */
async function receive(talk: Talk, settings: DexSettings, taking: Taking): Promise<Part> {
  if (!taking.asked) {
    const opened = await waitForEnq(talk, settings);
    if (opened.kind !== "done") return opened;
  }
  let parity: 0 | 1 = 0;
  let errors = 0;
  let ended = false;
  await talk.say({ kind: "ack", parity });
  for (;;) {
    const heard = await talk.hear(settings.inactiveMs);
    switch (heard.kind) {
      case "closed":
        return { kind: "failed", why: "line-closed" };
      case "silence":
        return { kind: "failed", why: "stopped-midway" };
      case "eot":
        return ended ? { kind: "done" } : { kind: "failed", why: "stopped-midway" };
      case "block":
        if (ended) return { kind: "failed", why: "not-understood" };
        taking.take(heard.data);
        if (taking.full?.()) return { kind: "failed", why: "too-long" };
        errors = 0;
        ended = heard.last;
        parity = parity === 0 ? 1 : 0;
        await talk.say({ kind: "ack", parity });
        break;
      case "enq":
        // They did not hear our last acknowledgement.
        errors += 1;
        if (errors > settings.repetitions) return { kind: "failed", why: "too-many-errors" };
        await talk.say({ kind: "ack", parity });
        break;
      default:
        errors += 1;
        if (errors > settings.repetitions) return { kind: "failed", why: "too-many-errors" };
        if (heard.kind === "garbled") await talk.say({ kind: "nak" });
    }
  }
}

async function waitForEnq(talk: Talk, settings: DexSettings): Promise<Part> {
  for (let others = 0; others <= settings.repetitions; others += 1) {
    const heard = await talk.hear(settings.machineBeginsMs);
    if (heard.kind === "enq") return { kind: "done" };
    if (heard.kind === "closed") return { kind: "failed", why: "line-closed" };
    if (heard.kind === "silence") return { kind: "failed", why: "stopped-midway" };
  }
  return { kind: "failed", why: "too-many-errors" };
}
