import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SiteId } from "@drop-in/contracts";
import { centreHttp } from "../../edge-agent/src/adapters/centre-http.ts";
import { openIdentityFiles } from "../../edge-agent/src/adapters/identity-files.ts";
import { makeKeys } from "../../edge-agent/src/adapters/make-keys.ts";
import { type Identity, openIdentity } from "../../edge-agent/src/enrolment/identity.ts";
import { join as joinCentre } from "../../edge-agent/src/enrolment/join.service.ts";
import { openCentreDesk } from "../../launch/ask-centre.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** Makes the box of this folder a device of a running centre, as `npm run device` does; or says who it is already. */
export async function enrol(edgeFolder: string, centreFolder: string): Promise<Identity> {
  mkdirSync(edgeFolder, { recursive: true });
  const files = openIdentityFiles(edgeFolder);
  const known = await openIdentity(files);
  if (known !== "not-enrolled") return known;
  const desk = openCentreDesk(join(centreFolder, "centre"));
  const { introduction } = await desk.add({ siteId: SiteId.parse("bench"), siteName: "Bench" });
  const parts = { files, http: centreHttp, makeKeys, agentVersion: "bench", log: quiet };
  const joined = await joinCentre(parts, introduction);
  if (joined.kind === "not-joined") throw new Error(joined.message);
  const identity = await openIdentity(files);
  if (identity === "not-enrolled") throw new Error("the identity was not kept");
  return identity;
}
