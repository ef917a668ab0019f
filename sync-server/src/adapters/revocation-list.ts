import { execFile } from "node:child_process";
import { open, rename } from "node:fs/promises";
import { promisify } from "node:util";

type Settings = {
  /** Where the broker looks for it. */
  file: string;
  /** A program that has the broker read it again; not needed where the broker, or systemd, watches the file. */
  reload?: string | undefined;
};

const run = promisify(execFile);
const READABLE_BY_ALL = 0o644; // it is public by nature, and the broker is another user
const RELOAD_MS = 10_000;

/**
 * Puts the authority's list of revoked certificates (PEM) where the broker reads it, whole or not at all. To be done
 * before a device is kicked. It ends no session by itself, and a list past its date shuts every device out.
 */
export async function publishRevocationList(
  { file, reload }: Settings,
  pem: string,
): Promise<void> {
  const next = `${file}.next`;
  const handle = await open(next, "w", READABLE_BY_ALL);
  try {
    await handle.writeFile(pem);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, file);
  if (reload !== undefined) await run(reload, [], { timeout: RELOAD_MS });
}
