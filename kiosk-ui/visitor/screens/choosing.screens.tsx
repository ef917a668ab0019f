import { isRightToLeft, Language } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { EasierPanel } from "../../design/easier-panel.tsx";
import type { EaseOfUse } from "../../design/easier-settings.ts";
import { Acts, Screen } from "../../design/screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

/** Languages by their own names. Changing keeps the place and every answer. */
export function LanguageScreen({
  frame,
  say,
  send,
  language,
  names,
}: ScreenProps & { language: Language; names: Record<Language, string> }) {
  return (
    <Screen frame={frame} name="language" heading={say("languages.title")}>
      <div class="language-choices">
        {Language.options.map((option) => (
          <div key={option} lang={option} dir={isRightToLeft(option) ? "rtl" : "ltr"}>
            <Button
              wide
              pressed={option === language}
              icon={option === language ? "circle-check" : "circle"}
              onPress={() => send({ type: "set-language", language: option })}
            >
              {names[option]}
            </Button>
          </div>
        ))}
      </div>
    </Screen>
  );
}

/** Bigger words, stronger colours: at once, and only for this person. */
export function EasierScreen({ frame, say, send, ease }: ScreenProps & { ease: EaseOfUse }) {
  const words = {
    size: say("easier.size"),
    sizes: {
      100: say("easier.size.usual"),
      150: say("easier.size.big"),
      200: say("easier.size.biggest"),
    },
    colours: say("easier.colours"),
    calm: say("easier.colours.calm"),
    strong: say("easier.colours.strong"),
  };
  return (
    <Screen frame={frame} name="easier" heading={say("easier.title")}>
      <p class="lead">{say("easier.lead")}</p>
      <EasierPanel
        ease={ease}
        words={words}
        onChange={(wish) => send({ type: "set-ease", ease: wish })}
      />
      <Acts>
        <Button kind="primary" wide onPress={() => send({ type: "stay" })}>
          {say("easier.done")}
        </Button>
      </Acts>
    </Screen>
  );
}
