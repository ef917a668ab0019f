import type { AttemptView } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Note } from "../../design/note.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { doorPhaseOf } from "../handover.view.ts";
import type { Door } from "../visitor-state.ts";
import "../../design/handover.css";
import { LockerDrawing } from "./locker-drawing.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & { door: Door; attempt: AttemptView | null; sending: boolean };

/** Which door, big enough to read while walking to it, and what to do when it does not do what it should. */
export function DoorScreen({ frame, say, send, door, attempt, sending }: Props) {
  const phase = attempt === null ? "waiting" : doorPhaseOf(attempt);
  const mayOpenAgain = attempt?.mayOpenAgain === true;
  const { label, row } = door;
  return (
    <Screen frame={frame} name={`door-${phase}`} heading={say(`door.${phase}`, { label })}>
      <div class="door-card" data-phase={phase} role="status">
        <div class="door-words">
          <p class="door-label">{say("door.name", { label })}</p>
          {row !== null && <p class="door-row">{say(`door.row.${row}`)}</p>}
          <p class="lead">{say(`door.${phase}.text`, { label })}</p>
        </div>
        <LockerDrawing door={door} open={phase === "open"} />
      </div>
      {attempt?.doorLeftOpen && (
        <Note kind="honey" icon="door">
          <strong>{say("door.leftOpen")}</strong>
        </Note>
      )}
      <Acts>
        {mayOpenAgain && (
          <Button
            kind="primary"
            wide
            icon="refresh"
            resting={sending}
            onPress={() => send({ type: "open-again" })}
          >
            {say("door.again")}
          </Button>
        )}
        {phase === "open" && (
          <Button wide icon="volume" onPress={() => send({ type: "say-door" })}>
            {say("door.sayAgain")}
          </Button>
        )}
        {(phase === "shut" || phase === "left") && (
          <Button wide icon="hand-stop" onPress={() => send({ type: "person" })}>
            {frame.words.person}
          </Button>
        )}
      </Acts>
    </Screen>
  );
}
