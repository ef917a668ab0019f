import type { ComponentChildren } from "preact";
import { useHeadingFocus } from "../../design/heading-focus.ts";
import { Picture } from "../../design/picture.tsx";
import type { PictureName } from "../../design/pictures.ts";

/** A section's name and the one sentence that explains it. */
export function SectionHead({ title, lead }: { title: string; lead: string }) {
  const heading = useHeadingFocus(title);
  return (
    <div class="section-head">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p>{lead}</p>
    </div>
  );
}

type EmptyProps = {
  picture: PictureName;
  title: string;
  what: string;
  children?: ComponentChildren;
};

/** Nothing here yet: says so, and what makes something appear. */
export function Empty({ picture, title, what }: EmptyProps) {
  return (
    <div class="empty">
      <Picture name={picture} />
      <div>
        <h2>{title}</h2>
        <p>{what}</p>
      </div>
    </div>
  );
}
