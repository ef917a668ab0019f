import type { Db } from "@drop-in/foundation";

/** The number of the last connection to a broker. A number that cannot be written is used all the same: only order is at stake. */
export function createConnectionStore(db: Db) {
  const select = db.prepare<[], number>("select connection from device").pluck();
  const update = db.prepare("update device set connection = max(connection, ?)");
  return {
    last: (): number => select.get() ?? 0,
    begun(number: number): void {
      try {
        update.run(number);
      } catch {
        // a full disk; the storage watch says so
      }
    },
  };
}
