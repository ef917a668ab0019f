import type { AttemptView } from "@drop-in/contracts";
import { Busy } from "../../design/busy.tsx";
import { Screen } from "../../design/screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

/** What the machine is doing, as far as it has said. */
export function DispensingScreen({
  frame,
  say,
  progress,
}: ScreenProps & { progress: AttemptView["progress"] }) {
  return (
    <Screen frame={frame} name="dispensing" heading={say("dispensing.title")}>
      <div role="status">
        <Busy
          picture={progress === "moving" ? "tray" : "box"}
          text={say(`dispensing.${progress}`)}
        />
      </div>
    </Screen>
  );
}
