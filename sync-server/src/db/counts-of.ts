import { z } from "zod";

const Count = z.object({ deviceId: z.string(), count: z.number() });

/** Rows of `deviceId` and `count` as device id → count. */
export function countsOf(rows: readonly unknown[]): Map<string, number> {
  return new Map(
    rows.map((row) => {
      const { deviceId, count } = Count.parse(row);
      return [deviceId, count];
    }),
  );
}
