import { icons } from "virtual:icons";
import { pictures } from "virtual:pictures";
import { Draw, type Drawing } from "./drawing.tsx";
import type { IconName } from "./icons.ts";
import "./picture.css";
import type { PictureName } from "./pictures.ts";

const alongTheLine: readonly IconName[] = [
  "arrow-back-up",
  "arrow-left",
  "arrow-right",
  "backspace",
  "chevron-right",
  "list",
  "logout",
];

type Props = { name: PictureName | Drawing; size?: "big" | "small" };

/** A friendly picture for a choice, by its name or as it was fetched. Never without words beside it. */
export function Picture({ name, size = "big" }: Props) {
  const drawing = typeof name === "string" ? pictures[name] : name;
  return <Draw drawing={drawing} class={size === "big" ? "picture" : "picture picture-small"} />;
}

/** A line icon for a control. Arrows turn round where reading runs from right to left. */
export function Icon({ name }: { name: IconName }) {
  return (
    <Draw
      drawing={icons[name]}
      class={alongTheLine.includes(name) ? "icon icon-mirrored" : "icon"}
    />
  );
}
