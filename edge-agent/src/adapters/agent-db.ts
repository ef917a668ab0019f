import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { type DataKey, type Db, encryptDb, isPlainDb, openDb } from "@drop-in/foundation";

/** The database of the agent, encrypted; a file from before it was so is encrypted first. */
export function openAgentDb(folder: string, key: DataKey): Db {
  const file = join(folder, "agent.db");
  if (existsSync(file) && isPlainDb(headerOf(file))) encryptDb(file, key);
  return openDb(file, { key });
}

function headerOf(file: string): Uint8Array {
  const header = Buffer.alloc(16);
  const handle = openSync(file, "r");
  readSync(handle, header, 0, header.length, 0);
  closeSync(handle);
  return header;
}
