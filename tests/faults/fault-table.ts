import { type AttemptOutcome, MachineProtocol, machineKindOf } from "@drop-in/contracts";
import staff from "../../kiosk-ui/locales/en/staff.json" with { type: "json" };
import visitor from "../../kiosk-ui/locales/en/visitor.json" with { type: "json" };

/** One vend with one fault. `left` is what really came out, counted behind the glass. */
export type Tried = {
  protocol: string;
  fault: string;
  /** Null: the machine was not heard at all, so nothing was tried. */
  outcome: AttemptOutcome | null;
  left: number;
};

const head = `# What can go wrong with a machine, and what everybody sees

Made by \`npm run faults -- machines\`: each simulated machine, at the far end of a real serial line, through the technician's command
line, with each of its faults switched on by name. *Left* is what really came out, counted behind the glass. Words are those of the
screens (English). *Presumed* may be wrong, which is why the person is asked; *confirmed* and *not dispensed* may not.
`;

/** The page docs/faults-of-machines.md. */
export function faultTable(tried: readonly Tried[]): string {
  const protocols = [...new Set(tried.map(({ protocol }) => protocol))];
  const parts = protocols.map((protocol) => {
    const rows = tried.filter((each) => each.protocol === protocol).map(row);
    return `\n## ${protocol}\n| fault | outcome | left | the person sees | staff see |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `${head}${parts.join("")}`;
}

function row({ protocol, fault, outcome, left }: Tried): string {
  const cells = [
    fault === "none" ? "*none*" : fault,
    named(outcome),
    String(left),
    personSees(outcome, protocol),
    staffSee(outcome),
  ];
  return `| ${cells.join(" | ")} |`;
}

function named(outcome: AttemptOutcome | null): string {
  switch (outcome?.kind) {
    case "dispensed":
      return `dispensed, ${outcome.proof}`;
    case "not-dispensed":
      return `not dispensed: ${outcome.reason} (${outcome.provedBy})`;
    case "unclear":
      return `**unclear**: ${outcome.last}`;
    default:
      return "not heard";
  }
}

const isLocker = (protocol: string): boolean =>
  machineKindOf[MachineProtocol.parse(protocol)] === "locker";

const wordsOf = (words: Readonly<Record<string, string>>, key: string): string =>
  (words[key] ?? key).replace("{{label}}", "1");

function personSees(outcome: AttemptOutcome | null, protocol: string): string {
  const say = (key: string) => wordsOf(visitor, key);
  switch (outcome?.kind) {
    case "dispensed":
      return `${say(isLocker(protocol) ? "outcome.dispensed.door" : "outcome.dispensed")} ${say("outcome.ask")}`;
    case "not-dispensed":
      return `${say("outcome.not-dispensed")} ${say(`outcome.reason.${outcome.reason}`)} ${say("outcome.not-dispensed.text")}`;
    case "unclear":
      return `${say("outcome.unclear")} ${say(`outcome.last.${outcome.last}`)} ${say("outcome.unclear.asked")} ${say("outcome.ask")}`;
    default:
      return say("collect.paused");
  }
}

function staffSee(outcome: AttemptOutcome | null): string {
  switch (outcome?.kind) {
    case "dispensed":
      return "one less in the book; a case if the person says that nothing came";
    case "not-dispensed":
      return "nothing to do; the reason is recorded";
    case "unclear":
      return `slot locked, a case to resolve: ${wordsOf(staff, `attempt.last.${outcome.last}`)}`;
    default:
      return wordsOf(staff, "machine.link.offline");
  }
}
