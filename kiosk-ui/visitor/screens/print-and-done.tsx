import { Button } from "../../design/button.tsx";
import { Acts } from "../../design/screen.tsx";
import type { Printing } from "../visitor-state.ts";
import type { ScreenProps } from "./screen-props.ts";

type Props = Pick<ScreenProps, "say" | "send"> & {
  printing: Printing;
  /** Whether there is anything to take along. */
  prints: boolean;
};

/** At the end of a way: the paper for who wants it, once, and done. */
export function PrintAndDone({ say, send, printing, prints }: Props) {
  return (
    <Acts>
      {prints && (
        <Button
          wide
          icon="printer"
          resting={printing !== "not-asked"}
          onPress={() => send({ type: "print" })}
        >
          {say("promise.print")}
        </Button>
      )}
      <Button kind="primary" wide onPress={() => send({ type: "done" })}>
        {say("ticket.done")}
      </Button>
    </Acts>
  );
}
