import { Button } from "./button.tsx";
import { useHeadingFocus } from "./heading-focus.ts";
import "./idle-dialog.css";
import { Picture } from "./picture.tsx";
import type { PictureName } from "./pictures.ts";

type Props = {
  picture: PictureName;
  heading: string;
  lines: string[];
  stay: string;
  onStay: () => void;
  leave?: { word: string; onPress: () => void };
};

/** Covers the whole screen, so that nothing personal shows, and asks one thing with one big answer. */
export function IdleDialog({ picture, heading, lines, stay, onStay, leave }: Props) {
  const top = useHeadingFocus(heading);
  return (
    <div class="idle-dialog" role="alertdialog" aria-modal="true" aria-labelledby="idle-heading">
      <main class="idle-dialog-card">
        <Picture name={picture} />
        <h1 id="idle-heading" ref={top} tabIndex={-1}>
          {heading}
        </h1>
        {lines.map((line) => (
          <p class="lead" key={line}>
            {line}
          </p>
        ))}
        <Button kind="primary" wide onPress={onStay}>
          {stay}
        </Button>
        {leave && (
          <Button wide onPress={leave.onPress}>
            {leave.word}
          </Button>
        )}
      </main>
    </div>
  );
}
