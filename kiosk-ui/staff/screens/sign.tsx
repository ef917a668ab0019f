import type { IconName } from "../../design/icons.ts";
import { Icon } from "../../design/picture.tsx";
import type { Tone } from "../machine.view.ts";

const shapeOf: Record<Tone, IconName> = {
  good: "circle-check",
  attention: "triangle",
  unknown: "circle-dashed",
};

/** A state as word, shape and colour. What is not known is a hollow, broken circle. */
export function Sign({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span class="sign" data-tone={tone}>
      <Icon name={shapeOf[tone]} />
      {words}
    </span>
  );
}
