import { mkdtempSync, rmSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TMPFS = 0x01021994; // statfs(2)

/** A new folder on a real disk for the length of `work`: a commit into memory costs nothing and proves nothing. */
export async function inOwnFolder<Result>(
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  if (statfsSync(tmpdir()).type === TMPFS) {
    throw new Error(`${tmpdir()} is memory, not a disk: set TMPDIR to a folder on a disk`);
  }
  const folder = mkdtempSync(join(tmpdir(), "drop-in-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
