import { Button } from "../../design/button.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { StopScreen } from "../../design/stop-screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

/** A request got no answer, or a refusal. Nothing the person did is thrown away. */
export function TroubleScreen({
  frame,
  say,
  send,
  why,
}: ScreenProps & { why: "lost" | "refused" }) {
  return (
    <Screen frame={frame} name="trouble" heading={say("trouble.title")}>
      <StopScreen picture="cup" lines={[say(`trouble.${why}`)]} />
      <Acts>
        <Button kind="primary" wide onPress={() => send({ type: "try-again" })}>
          {say("trouble.again")}
        </Button>
        <Button wide onPress={() => send({ type: "person" })}>
          {frame.words.person}
        </Button>
      </Acts>
    </Screen>
  );
}
