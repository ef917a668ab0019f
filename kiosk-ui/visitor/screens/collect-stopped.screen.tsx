import { Button } from "../../design/button.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { StopScreen } from "../../design/stop-screen.tsx";
import type { Refusal } from "../visitor-state.ts";
import type { ScreenProps } from "./screen-props.ts";

/** Refusals where the same code, typed with more care, may be another one. */
const worthTypingAgain: readonly Refusal[] = ["typo", "not-recognised"];

/** Why this code gives nothing here, and what helps. Never the person's fault. */
export function CollectRefusedScreen({
  frame,
  say,
  send,
  reason,
}: ScreenProps & { reason: Refusal }) {
  const again = worthTypingAgain.includes(reason);
  return (
    <Screen frame={frame} name={`refused-${reason}`} heading={say(`refused.${reason}`)}>
      <StopScreen picture="lamp" lines={[say(`refused.${reason}.text`)]} />
      <Acts>
        {again && (
          <Button kind="primary" wide onPress={() => send({ type: "type-code" })}>
            {say("refused.again")}
          </Button>
        )}
        <Button kind={again ? "plain" : "primary"} wide onPress={() => send({ type: "person" })}>
          {frame.words.person}
        </Button>
      </Acts>
    </Screen>
  );
}

/** Too many codes were tried: a pause, in words that shrink by whole minutes. */
export function CollectWaitScreen({
  frame,
  say,
  send,
  minutes,
}: ScreenProps & { minutes: number }) {
  const when =
    minutes === 0 ? say("collectWait.soon") : say("collectWait.minutes", { count: minutes });
  return (
    <Screen frame={frame} name="collect-wait" heading={say("collectWait.title")}>
      <div role="status">
        <StopScreen
          picture="cup"
          lines={[say("collectWait.text"), when, say("collectWait.orPerson")]}
        />
      </div>
      <Acts>
        <Button kind="primary" wide onPress={() => send({ type: "person" })}>
          {frame.words.person}
        </Button>
      </Acts>
    </Screen>
  );
}
