import { Picture } from "../../design/picture.tsx";
import { Screen } from "../../design/screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

/** One button. The request exists from the moment it is pressed. */
export function CallbackPressScreen({
  frame,
  say,
  send,
  sending,
}: ScreenProps & { sending: boolean }) {
  return (
    <Screen frame={frame} name="callback-press" heading={say("callback.press.title")}>
      <p class="lead">{say("callback.press.lead")}</p>
      <button
        type="button"
        class="big-press"
        aria-disabled={sending ? "true" : undefined}
        onClick={() => send({ type: "press-callback" })}
      >
        <Picture name="phone" />
        <span>{say("callback.press.button")}</span>
      </button>
      <p class="lead">{say("callback.press.after")}</p>
    </Screen>
  );
}
