import { Button } from "../../design/button.tsx";
import { useHeadingFocus } from "../../design/heading-focus.ts";
import { Picture } from "../../design/picture.tsx";
import type { PictureName } from "../../design/pictures.ts";
import type { Say } from "../visitor-words.ts";

type Quiet = {
  name: string;
  picture: PictureName;
  heading: string;
  text: string | null;
  act?: { word: string; onPress: () => void };
};

/** One calm thought on an otherwise empty screen. */
function QuietScreen({ name, picture, heading, text, act }: Quiet) {
  const top = useHeadingFocus(name);
  return (
    <main class="quiet-screen" data-screen={name}>
      <Picture name={picture} />
      <h1 ref={top} tabIndex={-1}>
        {heading}
      </h1>
      {text !== null && <p class="lead">{text}</p>}
      {act && (
        <Button kind="primary" onPress={act.onPress}>
          {act.word}
        </Button>
      )}
    </main>
  );
}

/** Nothing personal is in the page while this is shown, not even beneath it. */
export function HiddenScreen({ say, onShow }: { say: Say; onShow: () => void }) {
  const act = { word: say("hidden.show"), onPress: onShow };
  const heading = say("hidden.title");
  return (
    <QuietScreen
      name="hidden"
      picture="leaf"
      heading={heading}
      text={say("hidden.text")}
      act={act}
    />
  );
}

/** The agent is silent. Heals by itself as soon as it speaks again. */
export function RestScreen({ say }: { say: Say }) {
  const heading = say("rest.title");
  return <QuietScreen name="rest" picture="cup" heading={heading} text={say("rest.text")} />;
}

export function StartingScreen({ say }: { say: Say }) {
  return <QuietScreen name="starting" picture="sun" heading={say("starting.title")} text={null} />;
}

/** Goodbye. Everything is wiped already. */
export function ThanksScreen({ say, onStart }: { say: Say; onStart: () => void }) {
  const act = { word: say("thanks.start"), onPress: onStart };
  const heading = say("thanks.title");
  return (
    <QuietScreen
      name="thanks"
      picture="wave"
      heading={heading}
      text={say("thanks.text")}
      act={act}
    />
  );
}
