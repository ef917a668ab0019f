import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCentreSide } from "./centre-side.ts";
import { clocksCanBeMoved, startDevice } from "./device-side.ts";
import type { FaultKind } from "./plan.ts";

export type Estate = Awaited<ReturnType<typeof openEstate>>;

type Options = { devices: number; random: () => number };

/** Everything a fault can be done to: real programs, and the lines between them. */
export async function openEstate({ devices: count, random }: Options) {
  const folder = mkdtempSync(join(tmpdir(), "drop-in-faults-"));
  const pin = "204816";
  const centre = await startCentreSide(folder, pin);
  const places = Array.from({ length: count }, (_, place) => place);
  const devices = await Promise.all(
    places.map(async (place) => {
      const introduced = await centre.introduce(`hub-${place + 1}`);
      return startDevice({ folder, introduced, broker: centre.deviceEnd, random });
    }),
  );

  return {
    ...{ folder, pin, centre, devices },
    /** Kinds that cannot be had here, each with the reason, so that none is passed over in silence. */
    without: new Map<FaultKind, string>(clocksCanBeMoved ? [] : withoutFaketime),
    async close({ keepFolder }: { keepFolder: boolean }): Promise<void> {
      await Promise.all(devices.map((device) => device.close()));
      await centre.record.close();
      await centre.stop();
      if (!keepFolder) rmSync(folder, { recursive: true, force: true });
    },
  };
}

const withoutFaketime: [FaultKind, string][] = [
  ["device clock moved", "libfaketime is missing (apt-get install faketime)"],
  ["device started with a wrong clock", "libfaketime is missing (apt-get install faketime)"],
];
