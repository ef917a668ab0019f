import type { ComponentChildren } from "preact";
import "./choice-card.css";
import type { Drawing } from "./drawing.tsx";
import { Icon, Picture } from "./picture.tsx";
import type { PictureName } from "./pictures.ts";

export type CardColour = "sand" | "sky" | "blush" | "moss" | "lilac" | "honey";

type Props = {
  picture: PictureName | Drawing;
  title: string;
  text?: string;
  colour: CardColour;
  onPress: () => void;
  /** For cards of which several may be chosen: the word shown on a chosen one. */
  chosen?: { is: boolean; word: string };
};

/** One choice: a picture, its word, and a line that says what it leads to. */
export function ChoiceCard({ picture, title, text, colour, onPress, chosen }: Props) {
  return (
    <button
      type="button"
      class={`choice-card choice-card-${colour}`}
      aria-pressed={chosen?.is}
      onClick={onPress}
    >
      <Picture name={picture} />
      {chosen?.is && (
        <span class="choice-card-chosen">
          <Icon name="check" />
          {chosen.word}
        </span>
      )}
      <span class="choice-card-words">
        <span class="choice-card-title">{title}</span>
        {text !== undefined && <span class="choice-card-text">{text}</span>}
      </span>
    </button>
  );
}

/** At most six choices, two beside each other. */
export function Choices({ children }: { children: ComponentChildren }) {
  return <div class="choices">{children}</div>;
}
