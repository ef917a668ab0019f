import type { Step, VisitorState } from "./visitor-state.ts";

/** Asks once for a person; pressing again shows what came of it. Answered, a new press asks anew. */
export function callPerson(state: VisitorState): Step {
  const asked = state.help !== null && !state.help.answered;
  const again = state.overlay?.name === "person" && !state.overlay.failed;
  return {
    state: {
      ...state,
      help: asked ? state.help : null,
      overlay: { name: "person", failed: false },
    },
    commands: asked || again ? [] : [{ do: "ask-help", screen: placeInWords(state) }],
  };
}

/** Where on the way they are, without what they said: staff see it. */
function placeInWords({ screen }: VisitorState): string {
  return screen.name === "asking" ? `${screen.run.journey}.${screen.run.step}` : screen.name;
}
