import type { AttemptView, Handover } from "@drop-in/contracts";
import { Busy } from "../../design/busy.tsx";
import { Screen } from "../../design/screen.tsx";
import { DoorScreen } from "./door.screen.tsx";
import { MachineKeysScreen } from "./machine-keys.screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & {
  attempt: AttemptView | null;
  handover: Handover;
  sending: boolean;
};

/** What the machine is doing, as far as it has said, and what the person does meanwhile. */
export function DispensingScreen({ attempt, handover, sending, ...bars }: Props) {
  const { frame, say } = bars;
  switch (handover.kind) {
    case "door":
      return <DoorScreen {...bars} door={handover} attempt={attempt} sending={sending} />;
    case "keypad":
      return <MachineKeysScreen {...bars} number={handover.number} attempt={attempt} />;
    default:
      break;
  }
  const progress = attempt?.progress ?? "intended";
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
