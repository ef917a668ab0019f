import { VisitorContent, VisitorLive } from "@drop-in/contracts";
import { render } from "preact";
import type { Timers } from "../api/adapters/browser-timers.ts";
import { followLive } from "../api/live-stream.ts";
import type { Requests } from "../api/requests.ts";
import { setSiteTimeZone } from "../clock/clock-time.ts";
import { applyEase } from "../design/easier-settings.ts";
import { listenForKeys } from "../design/key-moves.ts";
import { steadyPresses } from "../design/steady-press.ts";
import { applyLanguage } from "../words/words.ts";
import { doorSpeechPath } from "./door-speech.ts";
import { createAskingShelf } from "./fetch-asking.ts";
import { beginTurn, runCommand } from "./run-command.ts";
import { looksTheSame } from "./turn.machine.ts";
import { step } from "./visitor.machine.ts";
import { VisitorApp } from "./visitor-app.tsx";
import { type Command, firstState, type Input } from "./visitor-state.ts";
import { loadNameLetters, loadVisitorWords, visitorWords } from "./visitor-words.ts";

type Parts = {
  page: Document;
  root: HTMLElement;
  requests: Requests;
  fetch: typeof globalThis.fetch;
  liveUrl: string;
  timers: Timers;
  newId: () => string;
  /** Plays this sound; silence where there is none. */
  speak: (url: string) => void;
  hush: () => void;
};

const tickMs = 250;

/** The thin shell: it draws the state, hears touches and the agent, and carries out what the machine decides. */
export function startVisitor(parts: Parts): void {
  const { page, root, requests, timers, newId } = parts;
  let state = firstState(timers.nowMs());
  let beginning: Promise<void> | null = null;
  const shelf = createAskingShelf(() => import("./asking/asking.ts"));

  function send(input: Input): void {
    if (input.type === "language") void loadNameLetters().catch(() => {});
    if (input.type === "set-language" && !visitorWords.has(input.language)) {
      return void fetchWords(input);
    }
    if (input.type === "choose" && shelf.now() === null) return void fetchAsking(input);
    const before = state;
    const next = step(state, input, { nowMs: timers.nowMs(), newId, asking: shelf.now() });
    state = next.state;
    // Nothing of the last person is still said to the next.
    if (before.serial !== state.serial) parts.hush();
    if (!looksTheSame(before, state)) draw();
    for (const command of next.commands) void carryOut(command);
  }

  /** Until they are here nothing changes; where they cannot be had, the agent is away, and the screen will say so. */
  async function fetchWords(input: Extract<Input, { type: "set-language" }>): Promise<void> {
    const { serial } = state;
    const { language } = input;
    await Promise.all([loadVisitorWords(language).catch(() => {}), shelf.fetch(language)]);
    if (state.serial === serial && visitorWords.has(input.language)) send(input);
  }

  /** Whoever chooses before all is here waits for it; a press that is lost is pressed again. */
  async function fetchAsking(input: Input): Promise<void> {
    const { serial } = state;
    await shelf.fetch(state.language);
    if (state.serial === serial && shelf.now() !== null) send(input);
  }

  /** What may be asked today, anew for each person: a content may have come, or come to its end. */
  async function readContent(): Promise<void> {
    const answer = await requests.get("/content", VisitorContent);
    if (answer.kind === "ok") send({ type: "content", content: answer.value });
  }

  function draw(): void {
    const words = visitorWords(state.language);
    applyLanguage(page.documentElement, words);
    applyEase(page.documentElement, state.ease);
    const asking = shelf.now();
    render(<VisitorApp {...{ state, asking, send }} say={words.t} />, root);
  }

  async function carryOut(command: Command): Promise<void> {
    if (command.do === "begin-turn") return begin();
    if (command.do === "end-turn") {
      await requests.tell(`/turns/${command.turnId}/end`, { why: command.why });
      return;
    }
    if (command.do === "say-door") return parts.speak(doorSpeechPath(command.door, state.language));
    const { serial } = state;
    if (state.turnId === null) await begin();
    const { turnId, language } = state;
    // The person has gone meanwhile: nothing of theirs is sent in the name of the next.
    if (state.serial !== serial) return;
    const came: Input =
      turnId === null
        ? { type: "failed", command, code: null, retryAfterSeconds: null }
        : await runCommand(command, { requests, language, turnId });
    if (state.serial === serial) send(came);
  }

  function begin(): Promise<void> {
    beginning ??= beginOnce().finally(() => {
      beginning = null;
    });
    return beginning;
  }

  async function beginOnce(): Promise<void> {
    const { serial } = state;
    const came = await beginTurn(requests, state.language);
    void readContent();
    if (state.serial === serial) return send(came);
    if (came.type !== "turn-begun") return;
    await requests.tell(`/turns/${came.turnId}/end`, { why: "idle" });
  }

  steadyPresses(page);
  listenForKeys(page, () => send({ type: "back" }));
  for (const touch of ["pointerdown", "keydown"] as const) {
    page.addEventListener(touch, () => send({ type: "touched" }), { capture: true });
  }
  timers.every(tickMs, () => send({ type: "tick" }));
  followLive({
    url: parts.liveUrl,
    schema: VisitorLive,
    fetch: parts.fetch,
    timers,
    onLive: (live) => {
      setSiteTimeZone(live.timeZone);
      if (state.live === null) {
        void shelf.fetch(state.language);
        void readContent();
      }
      send({ type: "live", live });
    },
    onLost: () => send({ type: "lost" }),
  });
  draw();
}
