import type { Timer } from "../timer.ts";
import type { ControllerMessage } from "./message.ts";

type Answer = ControllerMessage["type"];
type Round = { missing: Set<Answer>; end: (heard: boolean) => void };

/** Who waits for the controller to have answered some questions. */
export function createRounds(timer: Timer) {
  const rounds = new Set<Round>();

  return {
    /** True once one of `answers` was heard: all of them, or `ms` have passed. False when the line was lost. */
    wait(answers: readonly Answer[], ms: number): Promise<boolean> {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const round: Round = {
        missing: new Set(answers),
        end(heard) {
          rounds.delete(round);
          cancel();
          resolve(heard);
        },
      };
      const cancel = timer(ms, () => round.end(round.missing.size < answers.length));
      rounds.add(round);
      return promise;
    },
    hear({ type }: ControllerMessage): void {
      for (const round of rounds) {
        if (round.missing.delete(type) && round.missing.size === 0) round.end(true);
      }
    },
    lost(): void {
      for (const round of rounds) round.end(false);
    },
  };
}
