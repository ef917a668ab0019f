export const PIN_LENGTH = 6;

export type SignInProblem =
  | { kind: "wrong" }
  | { kind: "locked"; seconds: number }
  | { kind: "notHeard" }
  | { kind: "noStaff" };

/** What a refused PIN means to the person. A refusal that says how long to wait is a lock, whatever its code. */
export function problemOf(
  refusal: { code: string; retryAfterSeconds?: number | undefined } | "not-heard",
): SignInProblem {
  if (refusal === "not-heard") return { kind: "notHeard" };
  if (refusal.code === "no-staff-yet") return { kind: "noStaff" };
  if (refusal.retryAfterSeconds !== undefined && refusal.retryAfterSeconds > 0) {
    return { kind: "locked", seconds: refusal.retryAfterSeconds };
  }
  return { kind: "wrong" };
}

/** One second later: a lock counts down and goes away by itself, other words stay. */
export function aSecondLater(problem: SignInProblem): SignInProblem | null {
  if (problem.kind !== "locked") return problem;
  return problem.seconds > 1 ? { kind: "locked", seconds: problem.seconds - 1 } : null;
}
