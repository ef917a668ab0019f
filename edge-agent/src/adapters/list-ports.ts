import { readdir, realpath } from "node:fs/promises";
import type { FoundPorts } from "@drop-in/contracts";

const byId = "/dev/serial/by-id";

/** Where a machine may hang on this box, named by what stays the same when cables are moved. */
export async function listPorts(inUse: readonly string[]): Promise<FoundPorts> {
  const named = (await entries(byId)).map((name) => `${byId}/${name}`);
  const behind = new Set(await Promise.all(named.map((path) => realpath(path).catch(() => path))));
  const plain = (await entries("/dev"))
    .filter((name) => /^tty(USB|ACM|AMA|S)\d+$/.test(name))
    .map((name) => `/dev/${name}`)
    .filter((path) => !behind.has(path));
  const ports = [...named, ...plain].map((address) => ({
    address,
    says: wordsFor(address),
    inUse: inUse.includes(address),
  }));
  return { ports };
}

function wordsFor(address: string): string {
  if (address.startsWith(byId)) {
    return `USB adapter ${address
      .slice(byId.length + 1)
      .replace(/^usb-|-if\d+.*$/g, "")
      .replaceAll("_", " ")}`;
  }
  if (/ttyUSB|ttyACM/.test(address)) return "USB adapter without a name of its own";
  return "serial port of this box";
}

async function entries(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).toSorted();
}
