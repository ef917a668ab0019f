import { type CallbackPromise, inLanguage, type Language } from "@drop-in/contracts";
import type { Frame } from "../design/screen.tsx";
import { dateInWords, dayKind, timeInWords } from "../words/times.ts";
import type { Asking } from "./asking/asking.ts";
import { punctualityOf } from "./punctuality.rules.ts";
import { CallbackNoPhoneScreen } from "./screens/callback-no-phone.screen.tsx";
import { CallbackNumberScreen } from "./screens/callback-number.screen.tsx";
import { CallbackPressScreen } from "./screens/callback-press.screen.tsx";
import { CallbackPromiseScreen } from "./screens/callback-promise.screen.tsx";
import { CollectScreen } from "./screens/collect.screen.tsx";
import { CollectCodeScreen } from "./screens/collect-code.screen.tsx";
import { CollectReadyScreen } from "./screens/collect-ready.screen.tsx";
import { CollectRefusedScreen, CollectWaitScreen } from "./screens/collect-stopped.screen.tsx";
import { DispensingScreen } from "./screens/dispensing.screen.tsx";
import { OutcomeScreen } from "./screens/outcome.screen.tsx";
import { StartingScreen, ThanksScreen } from "./screens/quiet-screens.tsx";
import type { ScreenProps } from "./screens/screen-props.ts";
import { TicketScreen } from "./screens/ticket.screen.tsx";
import { TroubleScreen } from "./screens/trouble.screen.tsx";
import { WelcomeScreen } from "./screens/welcome.screen.tsx";
import { backFrom } from "./visitor.machine.ts";
import type { Input, Screen, VisitorState } from "./visitor-state.ts";
import { languageNames, type Say } from "./visitor-words.ts";

type Send = (input: Input) => void;

const readableMs = 1_000; // a symbol stays readable this long before it is covered

/** What the person sees beneath any overlay: one screen for each state, with its words. */
export function MiddleView(props: ScreenProps & { state: VisitorState; asking: Asking | null }) {
  const { state, asking, ...bars } = props;
  const { screen, sending, live, language, nowMs } = state;
  const { say, send } = bars;
  switch (screen.name) {
    case "welcome":
      return (
        <WelcomeScreen
          {...bars}
          vending={live?.vending ?? "none"}
          languages={languageNames}
          hasActivities={(state.content?.activities.length ?? 0) > 0}
        />
      );
    case "more":
    case "asking":
    case "stopped":
    case "sent":
      return asking ? <asking.AskingView {...bars} state={state} /> : <StartingScreen say={say} />;
    case "ticket": {
      const { visit, appointment } = screen;
      const asOf = timeInWords(visit.wait.asOf, language);
      const punctual = appointment && {
        kind: punctualityOf(appointment.at, Date.parse(visit.wait.asOf)),
        time: timeInWords(appointment.at, language),
      };
      return <TicketScreen {...bars} {...screen} {...{ asOf, punctual }} />;
    }
    case "callback-press":
      return <CallbackPressScreen {...bars} sending={sending} />;
    case "callback-number":
      return <CallbackNumberScreen {...bars} {...screen} sending={sending} />;
    case "callback-no-phone":
      return <CallbackNoPhoneScreen {...bars} />;
    case "callback-promise":
      return (
        <CallbackPromiseScreen
          {...bars}
          promise={screen.promise}
          printing={screen.printing}
          changed={screen.changed}
          heading={promiseInWords(say, language, screen)}
        />
      );
    case "collect": {
      const scans = live?.scanner === "ready";
      return <CollectScreen {...bars} scans={scans} paused={live?.vending === "paused"} />;
    }
    case "collect-code":
      return (
        <CollectCodeScreen
          {...bars}
          {...screen}
          masked={maskedIn(screen, nowMs)}
          sending={sending}
        />
      );
    case "collect-ready": {
      const name = inLanguage(screen.collection.name, language);
      return (
        <CollectReadyScreen
          {...bars}
          collection={screen.collection}
          name={name}
          sending={sending}
          reach={state.reach}
        />
      );
    }
    case "collect-refused":
      return <CollectRefusedScreen {...bars} reason={screen.reason} />;
    case "collect-wait": {
      const minutes = Math.floor(Math.max(0, screen.untilMs - nowMs) / 60_000);
      return <CollectWaitScreen {...bars} minutes={minutes} />;
    }
    case "dispensing":
      return (
        <DispensingScreen
          {...bars}
          attempt={screen.attempt}
          handover={screen.attempt?.handover ?? screen.collection?.handover ?? { kind: "tray" }}
          sending={sending}
        />
      );
    case "outcome":
      return (
        <OutcomeScreen
          {...bars}
          attempt={screen.attempt}
          helpAsked={state.help !== null}
          mayRetry={screen.collection !== null}
          sending={sending}
        />
      );
    case "trouble":
      return <TroubleScreen {...bars} why={screen.why} />;
    default:
      return <ThanksScreen say={say} onStart={() => send({ type: "start-again" })} />;
  }
}

/** The bars of every screen: where we are, and what Back and Start again would do here. */
export function frameFor(state: VisitorState, say: Say, send: Send): Frame {
  const { live, screen, overlay } = state;
  const canGoBack = overlay !== null || backFrom(screen) !== null;
  return {
    place: live?.siteName ?? "",
    placePicture: "hub",
    note: noteFor(state, say),
    words: {
      language: languageNames[state.language],
      languageHint: say("language.hint"),
      easier: say("frame.easier"),
      back: say("frame.back"),
      startAgain: say("frame.startAgain"),
      person: say("frame.person"),
      hide: say("frame.hide"),
      more: say("frame.more"),
      bars: say("frame.bars"),
    },
    onLanguage: () => send({ type: "language" }),
    onEasier: () => send({ type: "easier" }),
    onBack: canGoBack ? () => send({ type: "back" }) : null,
    onStartAgain: screen.name === "dispensing" ? null : () => send({ type: "start-again" }),
    onPerson: () => send({ type: "person" }),
    onHide: () => send({ type: "hide" }),
  };
}

function noteFor({ lostSinceMs, live }: VisitorState, say: Say): Frame["note"] {
  if (lostSinceMs !== null) return { text: say("place.broken"), icon: "hourglass" };
  if (live?.openedFromAfar !== undefined) {
    return { text: say("place.fromAfar", { slot: live.openedFromAfar }) };
  }
  if (live?.connected === false) return { text: say("place.offline"), icon: "cloud-off" };
  const place = live?.session.place ?? null;
  return place === null || place === live?.siteName ? null : { text: place };
}

/** "We will speak to you before 10:15am tomorrow (Tuesday 24 November)." */
function promiseInWords(
  say: Say,
  language: Language,
  { promise, reach }: Extract<Screen, { name: "callback-promise" }>,
): string {
  const { dueAt, pressedAt }: CallbackPromise = promise;
  const kind = dayKind(dueAt, Date.parse(pressedAt));
  const time = timeInWords(dueAt, language);
  return say(`promise.${reach}.${kind}`, { time, date: dateInWords(dueAt, language) });
}

function maskedIn(screen: Extract<Screen, { name: "collect-code" }>, nowMs: number): number {
  if (!screen.covered) return 0;
  const newestIsOld = nowMs - screen.typedAtMs >= readableMs;
  return newestIsOld ? screen.typed.length : screen.typed.length - 1;
}
