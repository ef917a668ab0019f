import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

const OWNER_ONLY = 0o600;
const EVERYBODY_READS = 0o644;

/** Writes a secret whole or not at all, readable by its owner only: half a key must never be read as one. */
export function writeSecret(path: string, text: string): void {
  renameSync(writeDraft(path, text, OWNER_ONLY), path);
  syncFolder(path);
}

/** The same for what is no secret, such as a list a broker reads. */
export function writePublic(path: string, text: string): void {
  renameSync(writeDraft(path, text, EVERYBODY_READS), path);
  syncFolder(path);
}

/** The secret in a file, made by `make` when there is none yet. Of two processes at once, both get the first one's. */
export function readOrMakeSecret(path: string, make: () => string): string {
  const known = readSecret(path);
  if (known !== undefined) return known;
  const draft = writeDraft(path, make(), OWNER_ONLY);
  try {
    linkSync(draft, path);
    syncFolder(path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, "utf8");
}

export function readSecret(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function writeDraft(path: string, text: string, mode: number): string {
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, "w", mode);
  try {
    fchmodSync(file, mode);
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return draft;
}

/** A new name lasts only once its folder does. */
function syncFolder(path: string): void {
  const folder = openSync(dirname(path), "r");
  fsyncSync(folder);
  closeSync(folder);
}
