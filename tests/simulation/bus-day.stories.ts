import type { DayOptions } from "./bus-day.ts";

/** What befalls the bus; how sure the centre is of its times, and what is said of a brace by a box that does not know the time. */
type Story = Omit<DayOptions, "open"> & { sure: string[]; spare: string };

export const stories: [string, Story][] = [
  ["a clock 90 seconds fast", { seed: 1, fastMs: 90_000, sure: ["measured"], spare: "not asked" }],
  [
    "a clock 90 seconds slow, and a line that comes back but loses every other word",
    { seed: 2, fastMs: -90_000, loses: 0.5, sure: ["measured"], spare: "not asked" },
  ],
  [
    "two restarts, and a clock that comes back in 1970",
    {
      ...{ seed: 3, fastMs: 90_000, dies: "and-loses-its-clock" },
      ...{ sure: ["bounded", "measured"], spare: "with-staff" },
    },
  ],
  [
    "two restarts, and a wrong clock that runs on in the dark",
    {
      ...{ seed: 4, fastMs: 90_000, dies: "and-keeps-its-clock" },
      ...{ sure: ["carried", "measured"], spare: "with-staff" },
    },
  ],
];
