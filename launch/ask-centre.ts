import { join } from "node:path";
import {
  type DeviceId,
  EnrolmentNow,
  Introduced,
  type NewDevice,
  Problem,
  RevokedDevice,
} from "@drop-in/contracts";
import { readSecret } from "@drop-in/foundation";
import { z } from "zod";

/** What the running centre leaves in its data folder for whoever may read that. */
const Admin = z.object({ url: z.url(), token: z.string() });

/** Something a person at the keyboard can do something about. */
export class CannotAsk extends Error {}

/** Speaks with the centre that runs on this data folder, as its own command line. */
export function openCentreDesk(dataDir: string) {
  async function ask<Schema extends z.ZodType>(
    answer: Schema,
    path: string,
    body?: object,
  ): Promise<z.infer<Schema>> {
    const { url, token } = readAdmin(dataDir);
    const headers = {
      authorization: `Bearer ${token}`,
      "x-drop-in": "1",
      ...(body ? { "content-type": "application/json" } : {}),
    };
    const at = path.startsWith("/api/") ? path : `/api/admin/enrolment${path}`;
    const init = body ? { method: "POST", body: JSON.stringify(body), headers } : { headers };
    const heard = await fetch(new URL(at, url), init).catch(() => {
      throw new CannotAsk(`The centre of ${dataDir} does not answer at ${url}. Is it running?`);
    });
    const said: unknown = await heard.json().catch(() => undefined);
    if (heard.ok) return answer.parse(said);
    const problem = Problem.safeParse(said);
    throw new CannotAsk(problem.success ? problem.data.message : `HTTP ${heard.status}`);
  }

  return {
    now: () => ask(EnrolmentNow, "/"),
    add: (device: NewDevice) => ask(Introduced, "/", device),
    again: (deviceId: DeviceId) => ask(Introduced, `/${deviceId}/again`, {}),
    rotateSealing: () => ask(z.undefined(), "/api/admin/rotate-sealing", {}),
    revoke: (deviceId: DeviceId, reason: string) =>
      ask(RevokedDevice, `/${deviceId}/revoke`, { reason }),
  };
}

function readAdmin(dataDir: string): z.infer<typeof Admin> {
  const text = read(join(dataDir, "admin.json"));
  if (text === undefined) {
    throw new CannotAsk(
      `No centre has run on ${dataDir}. Start it, or name its data folder with --data.`,
    );
  }
  return Admin.parse(JSON.parse(text));
}

function read(file: string): string | undefined {
  try {
    return readSecret(file);
  } catch {
    throw new CannotAsk(`${file} cannot be read. Run this as the user the centre runs as.`);
  }
}
