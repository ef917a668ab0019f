import type { PluggableLine } from "./line.ts";
import { createPtyLine, loadPty } from "./pty-line.ts";
import { createTcpLine } from "./tcp-line.ts";

/** A pseudo-terminal where the machine can make one, else a TCP port. Already plugged in. */
export async function openLine(folder: string, name: string): Promise<PluggableLine> {
  const openPair = await loadPty();
  const line = openPair ? createPtyLine(openPair, folder, name) : await createTcpLine();
  await line.plugIn();
  return line;
}
