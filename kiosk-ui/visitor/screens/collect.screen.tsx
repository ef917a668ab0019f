import { ChoiceCard, Choices } from "../../design/choice-card.tsx";
import { Note } from "../../design/note.tsx";
import { Screen } from "../../design/screen.tsx";
import { ScanDrawing } from "./scan-drawing.tsx";
import type { ScreenProps } from "./screen-props.ts";

/** Three ways to show a code: scan it, type it, or let a person find another. */
export function CollectScreen({
  frame,
  say,
  send,
  scans,
  paused,
}: ScreenProps & { scans: boolean; paused: boolean }) {
  return (
    <Screen frame={frame} name="collect" heading={say("collect.title")}>
      {paused && (
        <Note kind="honey" icon="info-circle">
          {say("collect.paused")}
        </Note>
      )}
      {scans ? (
        <div class="scan-card">
          <ScanDrawing />
          <p>
            <strong class="scan-card-title">{say("collect.scan")}</strong>
            <br />
            {say("collect.scan.text")}
          </p>
        </div>
      ) : (
        <Note kind="honey" icon="info-circle">
          {say("collect.noScanner")}
        </Note>
      )}
      <div class="two-choices">
        <Choices>
          <ChoiceCard
            picture="letters"
            colour="blush"
            title={say("collect.type")}
            text={say("collect.type.text")}
            onPress={() => send({ type: "type-code" })}
          />
          <ChoiceCard
            picture="hand"
            colour="sand"
            title={say("collect.other")}
            text={say("collect.other.text")}
            onPress={() => send({ type: "person" })}
          />
        </Choices>
      </div>
    </Screen>
  );
}
