import type { IconName } from "./icons.ts";
import { Icon } from "./picture.tsx";

/** How a sign is drawn. Unknown is hollow, never filled. */
export type Tone = "good" | "attention" | "down" | "unknown";

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
