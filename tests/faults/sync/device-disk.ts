import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

const PIECE = Buffer.alloc(64 * 1024);
const FILE_LIMIT_BYTES = 4_096;

/**
 * A device's disk that can be full: a small one of its own where we may mount it (`small`), else a limit on the size of
 * the files its program may write, which SQLite meets as an error in the middle of a write.
 */
export function layDisk(folder: string, megabytes = 24) {
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  const small = mounted.status === 0;
  const ballast = join(folder, "ballast");
  const unmount = () => void (small && spawnSync("umount", ["-l", folder]));
  process.once("exit", unmount);

  return {
    small,
    /** Full to the last `spareBytes`. */
    fill(pid: number, spareBytes: number): void {
      if (!small) {
        limitFiles(pid, String(FILE_LIMIT_BYTES));
        return;
      }
      const file = openSync(ballast, "w");
      try {
        for (;;) writeSync(file, PIECE.subarray(0, 4_096 + spareBytes));
      } catch {
        // full, which was the aim
      } finally {
        closeSync(file);
      }
    },
    free(pid: number): void {
      if (small) rmSync(ballast, { force: true });
      else limitFiles(pid, "unlimited");
    },
    remove(): void {
      process.off("exit", unmount);
      unmount();
    },
  };
}

function limitFiles(pid: number, soft: string): void {
  spawnSync("prlimit", ["--pid", String(pid), `--fsize=${soft}:unlimited`]);
}
