import type { ComponentChildren } from "preact";
import { Picture } from "./picture.tsx";
import type { PictureName } from "./pictures.ts";
import "./stop-screen.css";

type Props = { picture: PictureName; lines: string[]; children?: ComponentChildren };

/** Something did not go as hoped. Calm honey, never red: what is true now, and what happens next. */
export function StopScreen({ picture, lines, children }: Props) {
  return (
    <div class="stop-screen">
      <Picture name={picture} />
      <div class="stop-screen-words">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {children}
      </div>
    </div>
  );
}
