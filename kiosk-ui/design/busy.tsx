import "./busy.css";
import { Picture } from "./picture.tsx";
import type { PictureName } from "./pictures.ts";

/** Something is being done for the person. Says what in words; the dots only keep it company. */
export function Busy({ picture, text }: { picture: PictureName; text: string }) {
  return (
    <div class="busy">
      <Picture name={picture} />
      <p class="lead">{text}</p>
      <span class="busy-dots" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
    </div>
  );
}
