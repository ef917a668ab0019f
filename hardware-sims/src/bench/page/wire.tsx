import type { WireLine } from "../bench-state.ts";

const words: Record<string, string> = {
  "check-selection": "is the slot all right?",
  "check-reply": "about the slot",
  drive: "turn the coil",
  "dispense-status": "how it goes",
  "slot-report": "a slot",
  sync: "start afresh",
  "ask-status": "how are you?",
  "machine-status": "door and warmth",
  "ask-short-status": "is the way free?",
  "short-status": "the way",
};

/** Questions asked every few seconds would push everything else off the list. */
const routine = new Set(["ask-status", "machine-status", "ask-short-status", "short-status"]);

/** What is said on the machine's cable, newest first. Polls are left out. */
export function Wire({ lines }: { lines: WireLine[] }) {
  const said = lines.filter(({ type }) => !routine.has(type) && type !== "slot-report").slice(0, 9);
  return (
    <section class="card wire" aria-label="On the wire">
      <h2>On the machine’s wire</h2>
      {said.length === 0 && <p class="quiet">Only polls so far.</p>}
      <ol>
        {said.map(({ number, at, from, type, hex }) => (
          <li key={number} class={from}>
            <time>{at.slice(11, 19)}</time>
            <span>
              {from === "host" ? "hub →" : "← machine"} {words[type] ?? type}
            </span>
            <code>{hex}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
