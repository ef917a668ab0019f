import type { WireLine } from "../bench-state.ts";

const words: Record<string, string> = {
  "check-selection": "is the slot all right?",
  drive: "turn the coil",
  "slot-report": "a slot",
  sync: "start afresh",
  "ask-status": "how are you?",
  "machine-status": "door and warmth",
  "ask-short-status": "is the way free?",
  "short-status": "the way",
  unlock: "open the door",
  answer: "done",
};

/** The status byte says more than the name of its frame. */
const statusWords: Record<string, Record<string, string>> = {
  "check-reply": {
    "01": "the slot is all right",
    "02": "the slot is empty",
    "03": "there is no such slot",
    "06": "the door is open",
  },
  "dispense-status": {
    "01": "the coil turns",
    "02": "it went out",
    "03": "nothing fell",
    "06": "there is no such motor",
    FF: "stopped",
  },
};

function meaning({ type, hex }: WireLine): string {
  const status = hex.split(" ")[5] ?? "";
  return statusWords[type]?.[status] ?? words[type] ?? type;
}

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
        {said.map((line) => (
          <li key={line.number} class={line.from}>
            <time>{line.at.slice(11, 19)}</time>
            <span>
              {line.from === "host" ? "hub →" : "← machine"} {meaning(line)}
            </span>
            <code>{line.hex}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
