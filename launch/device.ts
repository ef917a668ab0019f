import { existsSync, readFileSync } from "node:fs";
import { join as joinPath } from "node:path";
import type { EnrolmentNow, Introduced } from "@drop-in/contracts";
import { renderUnicodeCompact } from "uqr";
import { centreHttp } from "../edge-agent/src/adapters/centre-http.ts";
import { openIdentityFiles } from "../edge-agent/src/adapters/identity-files.ts";
import { makeKeys } from "../edge-agent/src/adapters/make-keys.ts";
import { join } from "../edge-agent/src/enrolment/join.service.ts";
import { CannotAsk, openCentreDesk } from "./ask-centre.ts";
import { type DeviceOptions, help, readDeviceOptions } from "./device-options.ts";

const root = joinPath(import.meta.dirname, "..");
const DAY_MS = 86_400_000;
const say = (line: string) => process.stdout.write(`${line}\n`);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** `npm run device`: who is a device of this centre, and on a box, becoming one. */
async function main(): Promise<number> {
  const options = readDeviceOptions(process.argv.slice(2), process.env, root);
  if (options.kind === "help") {
    say(help);
    return 0;
  }
  if (options.kind === "wrong") return fail(`${options.why}\nnpm run device -- --help shows how.`);
  try {
    return await run(options);
  } catch (error) {
    if (error instanceof CannotAsk) return fail(error.message);
    throw error;
  }
}

async function run(options: Extract<DeviceOptions, { kind: "command" }>): Promise<number> {
  const { command, dataDir, json } = options;
  const desk = openCentreDesk(dataDir);
  switch (command.do) {
    case "enrol":
      return tellIntroduction(await desk.add(command), json);
    case "re-enrol":
      return tellIntroduction(await desk.again(command.deviceId), json);
    case "status":
      return tellStatus(await desk.now(), json);
    case "revoke": {
      const { collectionsForStaff } = await desk.revoke(command.deviceId, command.reason);
      say(`${command.deviceId} is revoked. Nothing it says is heard any more.`);
      say(`${collectionsForStaff} of its collections wait for staff to decide at the console.`);
      return 0;
    }
    case "rotate-sealing":
      await desk.rotateSealing();
      say(
        "There is a new sealing key. The one before it is still good; devices learn when they renew.",
      );
      return 0;
    case "join":
      return joinAs(command.introduction, dataDir);
  }
}

async function joinAs(introduction: string, dataDir: string): Promise<number> {
  if (!existsSync(dataDir)) {
    return fail(`There is no folder ${dataDir}. Name the data folder of the box with --data.`);
  }
  const file = joinPath(root, "edge-agent/package.json");
  const agentVersion = String(JSON.parse(readFileSync(file, "utf8")).version);
  const files = openIdentityFiles(dataDir);
  const done = await join(
    { files, http: centreHttp, makeKeys, agentVersion, log: quiet },
    introduction,
  );
  if (done.kind === "not-joined") return fail(done.message);
  say(`This box is now ${done.siteName} (${done.deviceId}).`);
  say(`Its six words: ${done.words}`);
  say("The console must show the same six. If it does not, revoke this device there.");
  say("Start the agent again, so that it speaks as this device.");
  return 0;
}

function tellIntroduction(introduced: Introduced, json: boolean): number {
  if (json) {
    say(JSON.stringify(introduced));
    return 0;
  }
  say(`Device ${introduced.deviceId}. On the box, before ${introduced.expiresAt}:\n`);
  say(`  npm run device -- join "${introduced.introduction}"\n`);
  say(renderUnicodeCompact(introduced.introduction));
  say("It lets in one box, once, and is shown only now. Carry it like a key.");
  return 0;
}

function tellStatus(now: EnrolmentNow, json: boolean): number {
  if (json) {
    say(JSON.stringify(now));
    return 0;
  }
  for (const { deviceId, siteName, state, certificateEndsAt, words, alarms } of now.devices) {
    const days =
      certificateEndsAt === null ? "" : `, certificate ${daysUntil(certificateEndsAt)} days`;
    say(`${deviceId}  ${siteName}: ${state}${days}`);
    if (words !== null) say(`    ${words}`);
    for (const alarm of alarms) say(`    LOOK: ${alarm}`);
  }
  if (now.devices.length === 0) say("No device yet. `enrol` makes a place for one.");
  const crl = `The revocation list ends in ${daysUntil(now.crlEndsAt)} days`;
  say(
    now.crlEndsSoon
      ? `LOOK: ${crl}, and then every device is refused.`
      : `${crl}; it is made anew daily.`,
  );
  return 0;
}

function daysUntil(time: string): number {
  return Math.floor((new Date(time).getTime() - Date.now()) / DAY_MS);
}

function fail(why: string): number {
  process.stderr.write(`${why}\n`);
  return 1;
}

process.exitCode = await main();
