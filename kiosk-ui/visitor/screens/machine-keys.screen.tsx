import type { AttemptView } from "@drop-in/contracts";
import { Busy } from "../../design/busy.tsx";
import { Note } from "../../design/note.tsx";
import { Screen } from "../../design/screen.tsx";
import { keypadPhaseOf } from "../handover.view.ts";
import "../../design/handover.css";
import { MachineKeysDrawing } from "./machine-keys-drawing.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & { number: number; attempt: AttemptView | null };

/** The machine has keys of its own: which number to press there, and what happens then. */
export function MachineKeysScreen({ frame, say, number, attempt }: Props) {
  const phase = attempt === null ? "waiting" : keypadPhaseOf(attempt);
  if (phase !== "press") {
    const text = say(phase === "moving" ? "dispensing.moving" : "keys.waiting");
    return (
      <Screen frame={frame} name="dispensing" heading={say("dispensing.title")}>
        <div role="status">
          <Busy picture={phase === "moving" ? "tray" : "box"} text={text} />
        </div>
      </Screen>
    );
  }
  return (
    <Screen frame={frame} name="machine-keys" heading={say("keys.title", { number })}>
      <div role="status">
        {attempt?.progress === "wrong-keys" && (
          <Note kind="honey" icon="alert-circle">
            <strong>{say("keys.wrong")}</strong>
            <br />
            {say("keys.wrong.text", { number })}
          </Note>
        )}
      </div>
      <div class="door-card">
        <div class="door-words">
          <bdi class="keys-number">{number}</bdi>
          <p class="lead">{say("keys.text")}</p>
          <p class="lead">{say("keys.next")}</p>
        </div>
        <MachineKeysDrawing number={number} />
      </div>
    </Screen>
  );
}
