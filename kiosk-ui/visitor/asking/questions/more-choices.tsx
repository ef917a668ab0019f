import { Button } from "../../../design/button.tsx";
import type { QuestionProps } from "./question-props.ts";

type Props = Pick<QuestionProps, "tell" | "send"> & { hasMore: boolean };

/** To the next page of a list too long for one. */
export function MoreChoices({ tell, send, hasMore }: Props) {
  return hasMore ? (
    <Button wide onPress={() => send({ type: "more-choices" })}>
      {tell("more")}
    </Button>
  ) : null;
}
