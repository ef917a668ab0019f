import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { readSecret, writeSecret } from "@drop-in/foundation";

/** Which identity: the one in use, one being asked for, and a renewed one that has not yet been heard. */
export type Seat = "present" | "asked" | "next";

/**
 * The one place that knows where the private keys of this box are. They never leave it: a TPM, or credentials of
 * systemd, could stand here.
 */
export type IdentityFiles = {
  read(seat: Seat): string | undefined;
  /** Whole or not at all, and lasting when it returns. */
  write(seat: Seat, text: string): void;
  remove(seat: Seat): void;
};

export function openIdentityFiles(dataDir: string): IdentityFiles {
  const folder = join(dataDir, "identity");
  const path = (seat: Seat) => join(folder, `${seat}.json`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    read: (seat) => readSecret(path(seat)),
    write: (seat, text) => writeSecret(path(seat), text),
    remove: (seat) => rmSync(path(seat), { force: true }),
  };
}
