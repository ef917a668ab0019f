import { Button } from "./button.tsx";
import "./easier-panel.css";
import { type EaseOfUse, textSizes } from "./easier-settings.ts";

type Props = {
  ease: EaseOfUse;
  words: {
    size: string;
    sizes: Record<EaseOfUse["text"], string>;
    colours: string;
    calm: string;
    strong: string;
  };
  onChange: (ease: EaseOfUse) => void;
};

/** Text size and colours. Each change shows at once; where you are and what you said stays. */
export function EasierPanel({ ease, words, onChange }: Props) {
  return (
    <>
      <fieldset class="easier-row">
        <legend>{words.size}</legend>
        {textSizes.map((text) => (
          <Choice key={text} is={ease.text === text} onPress={() => onChange({ ...ease, text })}>
            {words.sizes[text]}
          </Choice>
        ))}
      </fieldset>
      <fieldset class="easier-row easier-row-two">
        <legend>{words.colours}</legend>
        <Choice is={!ease.dark} onPress={() => onChange({ ...ease, dark: false })}>
          {words.calm}
        </Choice>
        <Choice is={ease.dark} onPress={() => onChange({ ...ease, dark: true })}>
          {words.strong}
        </Choice>
      </fieldset>
    </>
  );
}

function Choice(props: { is: boolean; onPress: () => void; children: string }) {
  return (
    <Button pressed={props.is} onPress={props.onPress} icon={props.is ? "circle-check" : "circle"}>
      {props.children}
    </Button>
  );
}
