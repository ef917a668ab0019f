import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Makes the folder of the data; answers the one line that says why it cannot be used. */
export function prepareFolder(folder: string): string | undefined {
  try {
    makeFolder(resolve(folder));
    if (!statSync(folder).isDirectory()) throw new Error("it is not a folder");
    accessSync(folder, constants.W_OK);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Why something could not be opened, as a person would say it. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "EADDRINUSE") return "something else already uses this port";
  if (code === "EACCES" || code === "EPERM") return "no permission";
  if (code === "EROFS") return "it is read-only";
  if (code === "ENOSPC") return "the disk is full";
  if (code === "ENOTDIR") return "a part of the path is a file";
  return error instanceof Error ? error.message : String(error);
}

/** One step at a time: with `recursive`, Node 24 tries a folder below a file for ever. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}
