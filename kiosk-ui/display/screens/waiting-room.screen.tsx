import { assertNever } from "@drop-in/contracts";
import type { TwoWords } from "../display-words.ts";
import type { Scene } from "../scene.view.ts";
import { Calling } from "./calling.tsx";
import { QuietHalf } from "./quiet-half.tsx";
import { Both, WholePage } from "./whole-page.tsx";

type Props = { words: TwoWords; scene: Scene };

/** What people who wait see from ten metres. Never a name. */
export function WaitingRoom({ words, scene }: Props) {
  switch (scene.kind) {
    case "starting":
      return <WholePage words={words} picture="hub" title="starting" />;
    case "listen":
      return <WholePage words={words} picture="hand" title="listen" lead="listenLead" />;
    case "soon":
      return (
        <WholePage
          words={words}
          picture="sun"
          title="soon"
          lead="soonLead"
          above={scene.siteName}
        />
      );
    case "calling":
      return (
        <div class="room">
          <Calling key={scene.callKey} words={words} ticket={scene.ticket} />
          <QuietHalf words={words} aside={scene.aside} />
        </div>
      );
    case "welcome":
      return (
        <div class="room">
          <main class="loud-half welcome">
            <p class="site-name">{scene.siteName}</p>
            <h1>
              <Both words={words} of="welcome" />
            </h1>
            <p class="loud-lead">
              <Both words={words} of="welcomeLead" />
            </p>
          </main>
          <QuietHalf words={words} aside={scene.aside} />
        </div>
      );
    default:
      return assertNever(scene);
  }
}
