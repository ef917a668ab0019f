import { join } from "node:path";
import { makeSigningKey, readOrMakeSecret, type Signer, signerOf } from "@drop-in/foundation";

/** The key that commands devices: a file of its own, made at the first start, that signs nothing else. */
export const openCommandKey = (folder: string): Signer =>
  signerOf(readOrMakeSecret(join(folder, "command-signing.key"), makeSigningKey));
