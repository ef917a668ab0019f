import "./chip.css";
import type { IconName } from "./icons.ts";
import { Icon } from "./picture.tsx";

type Props = {
  text: string;
  icon?: IconName;
  /** `hollow` is for what nobody knows: it is never drawn as if it were well. */
  kind?: "lilac" | "honey" | "moss" | "sand" | "hollow";
};

/** A short fact beside something: a need, a state. The word carries it, the colour only helps. */
export function Chip({ text, icon, kind = "lilac" }: Props) {
  return (
    <span class={kind === "lilac" ? "chip" : `chip chip-${kind}`}>
      {icon && <Icon name={icon} />}
      {text}
    </span>
  );
}
