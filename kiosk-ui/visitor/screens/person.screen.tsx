import type { HelpView } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import type { PictureName } from "../../design/pictures.ts";
import { Acts, Screen } from "../../design/screen.tsx";
import { StopScreen } from "../../design/stop-screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & { help: HelpView | null; failed: boolean };

/** What is true about the person who was asked for: asked, seen, or coming. Never more. */
export function PersonScreen({ frame, say, send, help, failed }: Props) {
  const stage = stageOf(help, failed);
  const goOn = () => send({ type: "stay" });
  return (
    <Screen frame={frame} name={`person-${stage}`} heading={say(headings[stage])}>
      <PersonNote say={say} stage={stage} />
      <Acts>
        {stage === "failed" && (
          <Button wide onPress={() => send({ type: "person" })}>
            {say("person.again")}
          </Button>
        )}
        <Button kind="primary" wide onPress={goOn}>
          {say("person.goOn")}
        </Button>
      </Acts>
    </Screen>
  );
}

type Stage = "asking" | "unseen" | "saw" | "coming" | "failed";

const headings = {
  asking: "person.asking",
  unseen: "person.asked",
  saw: "person.asked",
  coming: "person.coming",
  failed: "person.failed",
} as const;

function stageOf(help: HelpView | null, failed: boolean): Stage {
  if (help?.answered) return "coming";
  if (help !== null) return help.someoneSaw ? "saw" : "unseen";
  return failed ? "failed" : "asking";
}

function PersonNote({ say, stage }: { say: Props["say"]; stage: Stage }) {
  if (stage === "asking") return null;
  const picture: PictureName = stage === "coming" ? "greeting" : "hand";
  const lines = [say(`person.${stage}.text`)];
  const isSeenOrNot = stage === "saw" || stage === "unseen";
  if (isSeenOrNot) lines.unshift(say(`person.${stage}`));
  return (
    <div role="status">
      <StopScreen picture={picture} lines={lines} />
    </div>
  );
}
