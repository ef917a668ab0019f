/** What the sensors of the printer say at this moment. */
export type Sensors = {
  paper: "ok" | "low" | "out";
  cover: "open" | "closed";
  /** The blade stands still in the paper: printing stops until someone frees it. */
  cutterStuck: boolean;
};

const ALWAYS_SET = 0x12;

export function isStopped({ paper, cover, cutterStuck }: Sensors): boolean {
  return paper === "out" || cover === "open" || cutterStuck;
}

/** The answer to `DLE EOT n`: 1 printer, 2 why it is offline, 3 which error, 4 paper. */
export function realTimeStatus(n: number, sensors: Sensors): number {
  const { paper, cover, cutterStuck } = sensors;
  switch (n) {
    case 1:
      return ALWAYS_SET | (isStopped(sensors) ? 0x08 : 0);
    case 2:
      return (
        ALWAYS_SET |
        (cover === "open" ? 0x04 : 0) |
        (paper === "out" ? 0x20 : 0) |
        (cutterStuck ? 0x40 : 0)
      );
    case 3:
      return ALWAYS_SET | (cutterStuck ? 0x08 : 0);
    default:
      return ALWAYS_SET | (paper === "ok" ? 0 : 0x0c) | (paper === "out" ? 0x60 : 0);
  }
}

/** The answer to `GS r 1`. */
export function paperStatus({ paper }: Sensors): number {
  return (paper === "ok" ? 0 : 0x03) | (paper === "out" ? 0x0c : 0);
}

/** The four bytes sent by itself after `GS a`, at once and on each change. */
export function automaticStatus(sensors: Sensors): Uint8Array {
  const { cover, cutterStuck } = sensors;
  const first = 0x10 | (isStopped(sensors) ? 0x08 : 0) | (cover === "open" ? 0x20 : 0);
  return Uint8Array.of(first, cutterStuck ? 0x08 : 0, paperStatus(sensors), 0);
}
