import { join } from "node:path";
import { hashToken, newToken, sameHash, writeSecret } from "@drop-in/foundation";

/** Lets the command line of this machine in: whoever may read the centre's data folder may run the centre. */
export type AdminToken = {
  isIt(token: string): boolean;
  /** Leaves address and token where `npm run device` finds them. */
  announce(url: string): void;
};

export const adminFile = (folder: string): string => join(folder, "admin.json");

/** New at each start. The last of several processes that share a folder is the one that is spoken with. */
export function openAdminToken(folder: string): AdminToken {
  const token = newToken();
  return {
    isIt: (said) => sameHash(hashToken(said), hashToken(token)),
    announce(url) {
      writeSecret(adminFile(folder), `${JSON.stringify({ url, token })}\n`);
    },
  };
}
