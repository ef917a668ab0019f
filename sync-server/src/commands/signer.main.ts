import { createLog, prepareFolder, reasonOf, toRaw } from "@drop-in/foundation";
import { systemClock } from "../adapters/clock.ts";
import { openCommandKey } from "../adapters/command-key.ts";
import { serveSigner } from "../adapters/signer-socket.ts";
import { createCarefulSigner } from "./careful-signer.ts";

/** Signs commands, and does nothing else: it speaks to no broker and no database. `signer.main.ts KEY_FOLDER SOCKET` */
async function main([folder, socket]: string[]): Promise<void> {
  if (folder === undefined || socket === undefined) throw new Error("name KEY_FOLDER and SOCKET");
  const unusable = prepareFolder(folder);
  if (unusable) throw new Error(`${folder}: ${unusable}`);
  const log = createLog({ part: "signer" }, "info");
  const key = openCommandKey(folder);
  const sign = createCarefulSigner({ key, clock: systemClock, log });
  const server = await serveSigner(socket, { publicKey: key.publicKey, sign });
  const ready = { ready: true, publicKey: toRaw(key.publicKey) };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  for (const signal of ["SIGTERM", "SIGINT"]) {
    process.once(signal, () => server.close(() => process.exit(0)));
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`signer cannot start: ${reasonOf(error)}\n`);
  process.exit(1);
}
