const SPREAD_OF_LIFE = 1 / 18; // of 90 days, five

type Life = { beganAt: Date; endsAt: Date };

/** At two thirds of its life and up to five days later, each box at its own time. */
export function isRenewalDue({ beganAt, endsAt }: Life, now: Date, spread: number): boolean {
  const life = endsAt.getTime() - beganAt.getTime();
  const due = beganAt.getTime() + life * (2 / 3 + spread * SPREAD_OF_LIFE);
  return now.getTime() >= due;
}
