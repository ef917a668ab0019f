import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/** Writes a secret whole or not at all, readable by its owner only: half a key must never be read as one. */
export function writeSecret(path: string, text: string): void {
  const draft = `${path}.new`;
  const file = openSync(draft, "w", 0o600);
  writeSync(file, text);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}

/** The secret in a file, made by `make` when there is none yet. */
export function readOrMakeSecret(path: string, make: () => string): string {
  const known = readSecret(path);
  if (known !== undefined) return known;
  writeSecret(path, make());
  return readFileSync(path, "utf8");
}

export function readSecret(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}
