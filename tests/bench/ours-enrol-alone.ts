import type { Identity } from "../../edge-agent/src/enrolment/identity.ts";
import { startCentre } from "./ours.ts";
import { enrol } from "./ours-enrol.ts";
import { inOwnFolder } from "./own-folder.ts";

/** Makes a device of a box that then has no centre in reach. */
export function enrolAlone(edgeFolder: string): Promise<Identity> {
  return inOwnFolder(async (folder) => {
    const centre = await startCentre(folder);
    try {
      return await enrol(edgeFolder, folder);
    } finally {
      await centre.stop();
    }
  });
}
