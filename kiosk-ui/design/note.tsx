import type { ComponentChildren } from "preact";
import type { IconName } from "./icons.ts";
import "./note.css";
import { Icon, Picture } from "./picture.tsx";
import type { PictureName } from "./pictures.ts";

type Props = {
  children: ComponentChildren;
  /** `honey` for what the person should not miss; it is never an alarm. */
  kind?: "plain" | "honey";
  icon?: IconName;
  picture?: PictureName;
};

/** Something to know, in one or two lines, with a picture or an icon that says the same. */
export function Note({ children, kind = "plain", icon, picture }: Props) {
  return (
    <div class={kind === "honey" ? "note note-honey" : "note"}>
      {picture && <Picture name={picture} size="small" />}
      {icon && <Icon name={icon} />}
      <p>{children}</p>
    </div>
  );
}
