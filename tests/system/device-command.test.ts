import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Introduced } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { plugInEnrolment } from "../enrolment/enrolment-rig.ts";

const script = join(import.meta.dirname, "../../launch/device.ts");

/** The program itself, as a technician runs it. */
function device(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

test("from the centre's command line to the box's and back: enrol, join, status, revoke", async () => {
  const centre = await plugInEnrolment(new Date());
  const box = mkdtempSync(join(tmpdir(), "drop-in-edge-"));
  const at = ["--data", centre.folder];
  const enrolled = await device(
    "enrol",
    "--site",
    "bus-2",
    "--name",
    "Health bus 2",
    "--json",
    ...at,
  );
  const { deviceId, introduction } = Introduced.parse(JSON.parse(enrolled.out));

  const joined = await device("join", introduction, "--data", box);
  expect(joined).toMatchObject({ code: 0, out: expect.stringContaining(deviceId) });
  const words = /six words: (.+)/.exec(joined.out)?.[1] ?? "none";
  const status = await device("status", ...at);
  expect(status.out).toMatch(
    new RegExp(`${deviceId}  Health bus 2: enrolled, certificate (89|90) days`),
  );
  expect(status.out).toContain(words);

  expect(centre.keys.sealingKeys()).toHaveLength(1);
  expect(await device("rotate-sealing", ...at)).toMatchObject({ code: 0 });
  expect(centre.keys.sealingKeys()).toHaveLength(2);
  expect(await device("revoke", deviceId, "--reason", "left on a train", ...at)).toMatchObject({
    code: 0,
  });
  expect((await device("status", ...at)).out).toContain("revoked");
  expect((await device("re-enrol", deviceId, ...at)).out).toContain("DROPIN:");
  await centre.close();
  expect(await device("status", ...at)).toMatchObject({
    code: 1,
    err: expect.stringContaining("Is it running?"),
  });
});
