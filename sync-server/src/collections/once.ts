import type { Timer } from "@drop-in/foundation";

/** A repeated request (a lost answer, a second click) gets the same answer, for ten minutes. */
export function createOnce<Answer>(timer: Timer) {
  const answers = new Map<string, Promise<Answer>>();

  return (requestId: string, act: () => Promise<Answer>): Promise<Answer> => {
    const known = answers.get(requestId);
    if (known) return known;
    const answer = act();
    answers.set(requestId, answer);
    const forget = () => answers.delete(requestId);
    timer(REPEAT_WITHIN_MS, forget);
    answer.catch(forget);
    return answer;
  };
}

const REPEAT_WITHIN_MS = 10 * 60_000;
