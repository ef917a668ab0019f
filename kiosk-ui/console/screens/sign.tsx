import type { IconName } from "../../design/icons.ts";
import { Icon } from "../../design/picture.tsx";
import type { Tone } from "../estate.view.ts";

const shapeOf: Record<Tone, IconName> = {
  good: "circle-check",
  attention: "triangle",
  down: "square",
  unknown: "circle-dashed",
};

/** A state as word, shape and colour: round is well, a triangle asks, a square is down, hollow is not known. */
export function Sign({ tone, words }: { tone: Tone; words: string }) {
  return (
    <span class="sign" data-tone={tone}>
      <Icon name={shapeOf[tone]} />
      {words}
    </span>
  );
}
