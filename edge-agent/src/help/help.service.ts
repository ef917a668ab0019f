import { HelpId, type HelpView, type StaffId } from "@drop-in/contracts";
import type { Changes, NewId, Transact } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { HelpRequest, HelpStore } from "./help.store.ts";

export type HelpService = ReturnType<typeof createHelpService>;

type Parts = {
  help: HelpStore;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  newId: NewId;
  /** Whether a signed-in staff screen is showing right now. */
  staffAreWatching: () => boolean;
};

/** Carries "get a person" to the people, and says honestly whether anybody saw it. */
export function createHelpService(parts: Parts) {
  const { help, record, transact, changes, clock, newId, staffAreWatching } = parts;

  return {
    ask(screen: string): HelpView {
      const helpId = HelpId.parse(newId());
      transact(() => {
        help.add(helpId, screen, clock.now().toISOString());
        record({ type: "help.asked.v1", payload: { helpId, screen } });
      });
      changes.announce();
      return { helpId, someoneSaw: staffAreWatching(), answered: false };
    },
    answer(helpId: HelpId, staffId: StaffId): void {
      transact(() => {
        if (!help.find(helpId)) throw new AgentError("not-found", "There is no such request.");
        // Two tablets may answer at once; the first counts, the second changes nothing.
        if (!help.answer(helpId, clock.now().toISOString())) return;
        record({ type: "help.answered.v1", payload: { helpId, staffId } });
      });
      changes.announce();
    },
    view(helpId: HelpId): HelpView | null {
      const found = help.find(helpId);
      return found ? { helpId, someoneSaw: staffAreWatching(), answered: found.answered } : null;
    },
    open: (): HelpRequest[] => help.open(),
  };
}
