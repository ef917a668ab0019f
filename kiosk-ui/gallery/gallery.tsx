import { Language } from "@drop-in/contracts";
import { render } from "preact";
import { applyEase, type EaseOfUse, textSizes } from "../design/easier-settings.ts";
import { asking } from "../visitor/asking/asking.ts";
import { VisitorApp } from "../visitor/visitor-app.tsx";
import { loadNameLetters, loadVisitorWords, visitorWords } from "../visitor/visitor-words.ts";
import { applyLanguage } from "../words/words.ts";
import { galleryStates } from "./states.ts";

/**
 * Every screen a visitor can meet, each at an address of its own: `/gallery#state=here.day&language=ar&text=150&theme=dark`. Nothing
 * here speaks to the box, and pressing does nothing. Without a state: the list of them.
 */
export function startGallery(window: Window, root: HTMLElement): void {
  const { document: page, location } = window;

  async function show(): Promise<void> {
    const { hash } = location;
    const asked = new URLSearchParams(hash.slice(1));
    const language = Language.catch("en").parse(asked.get("language"));
    const chosen = galleryStates().find(({ id }) => id === asked.get("state"));
    if (!chosen) return render(<List />, root);
    await Promise.all([
      ...[loadVisitorWords(language), asking.loadJourneyWords(language)],
      ...(chosen.id === "over.language" ? [loadNameLetters()] : []),
    ]);
    if (location.hash !== hash) return; // another is wanted by now
    const words = visitorWords(language);
    const ease = easeIn(asked);
    applyLanguage(page.documentElement, words);
    applyEase(page.documentElement, ease);
    const state = { ...chosen.state, language, ease };
    render(null, root); // from nothing, as it is met
    render(<VisitorApp {...{ state, asking }} say={words.t} send={() => {}} />, root);
    page.documentElement.dataset.shown = hash;
  }

  window.addEventListener("hashchange", () => void show());
  void show();
}

function easeIn(asked: URLSearchParams): EaseOfUse {
  const text = textSizes.find((size) => String(size) === asked.get("text")) ?? 100;
  return { text, dark: asked.get("theme") === "dark" };
}

/** For who looks for a screen. In the ids of the tests: this page is no visitor's. */
function List() {
  const states = galleryStates();
  const journeys = [...new Set(states.map(({ journey }) => journey))];
  return (
    <main class="gallery">
      <h1>{states.length}</h1>
      {journeys.map((journey) => (
        <section key={journey} aria-label={journey}>
          <h2>{journey}</h2>
          <ul>
            {states
              .filter((each) => each.journey === journey)
              .map(({ id }) => (
                <li key={id}>
                  <a href={`#state=${id}`}>{id}</a>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </main>
  );
}
