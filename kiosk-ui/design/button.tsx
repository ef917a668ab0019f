import type { ComponentChildren } from "preact";
import "./button.css";
import type { IconName } from "./icons.ts";
import { Icon } from "./picture.tsx";

type Props = {
  children: ComponentChildren;
  onPress: () => void;
  kind?: "primary" | "plain";
  size?: "usual" | "small";
  wide?: boolean;
  icon?: IconName;
  /** Leave out for a button that is not a switch. */
  pressed?: boolean;
  /** Stays where it is and can be reached, but does nothing and says so. */
  resting?: boolean;
};

/** One act, done when the finger lifts. At most one `primary` on a screen. */
export function Button(props: Props) {
  const { children, onPress, kind = "plain", size = "usual", wide = false, icon } = props;
  const names = ["button"];
  if (kind === "primary") names.push("button-primary");
  if (size === "small") names.push("button-small");
  if (wide) names.push("button-wide");
  return (
    <button
      type="button"
      class={names.join(" ")}
      aria-pressed={props.pressed}
      aria-disabled={props.resting ? "true" : undefined}
      onClick={() => {
        if (!props.resting) onPress();
      }}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
    </button>
  );
}
