import { DisplayLive } from "@drop-in/contracts";
import type { Timers } from "../api/adapters/browser-timers.ts";
import { useLive } from "../clock/use-live.ts";
import type { TwoWords } from "./display-words.ts";
import { sceneOf } from "./scene.view.ts";
import { WaitingRoom } from "./screens/waiting-room.screen.tsx";

type Props = { words: TwoWords; fetch: typeof globalThis.fetch; timers: Timers };

/** Follows the box and shows what it says; says so honestly when it is no longer heard. */
export function DisplayApp({ words, fetch, timers }: Props) {
  const { live, lostAtMs, nowMs } = useLive({
    url: "/api/display/live",
    schema: DisplayLive,
    fetch,
    timers,
    tickMs: 1_000,
  });
  const lostMs = lostAtMs === undefined ? undefined : nowMs - lostAtMs;
  return <WaitingRoom words={words} scene={sceneOf(live, lostMs)} />;
}
