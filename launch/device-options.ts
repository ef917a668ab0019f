import { join } from "node:path";
import { DeviceId, SiteId } from "@drop-in/contracts";

type Command =
  | { do: "enrol"; siteId: SiteId; siteName: string }
  | { do: "status" }
  | { do: "revoke"; deviceId: DeviceId; reason: string }
  | { do: "re-enrol"; deviceId: DeviceId }
  | { do: "rotate-sealing" }
  | { do: "join"; introduction: string };

export type DeviceOptions =
  | { kind: "command"; command: Command; dataDir: string; json: boolean }
  | { kind: "help" }
  | { kind: "wrong"; why: string };

export const help = `npm run device -- COMMAND [--data FOLDER] [--json]

At the centre, on its own machine and while it runs:
  enrol --site ID --name NAME    makes a place for a new box and prints its introduction: text and QR, good for a day, once
  status                         every device, how long its certificate lasts, and the six words of its keys
  revoke ID --reason WHY         the kill switch: the device is not heard any more, from now on
  re-enrol ID                    a new introduction for the same device: repaired, replaced, away for too long, or found
  rotate-sealing                 a new key for devices to seal to; they learn of it when they renew, so at most every 90 days

On the box:
  join "DROPIN:…"                becomes the device this introduction is for

FOLDER is the data folder of the centre (usually .drop-in/centre) or of the box (usually .drop-in/edge).
`;

/** What was asked for, from the words after \`--\`. Nothing is done that is not wholly clear. */
export function readDeviceOptions(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  root: string,
): DeviceOptions {
  if (args.length === 0 || args.includes("--help")) return { kind: "help" };
  const named = new Map<string, string>();
  const plain: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? "";
    if (word === "--json") named.set("json", "yes");
    else if (word.startsWith("--")) {
      const value = args[at + 1];
      if (value === undefined) return wrong(`${word} needs a value`);
      named.set(word.slice(2), value);
      at += 1;
    } else plain.push(word);
  }
  const command = commandOf(plain, named);
  if ("why" in command) return command;
  const strange = [...named.keys()].find((name) => !known.has(name));
  if (strange !== undefined) return wrong(`there is no --${strange}`);
  const usual = join(
    root,
    env.DROP_IN_DATA ?? ".drop-in",
    command.do === "join" ? "edge" : "centre",
  );
  const dataDir = named.get("data") ?? env.DATA_DIR ?? usual;
  return { kind: "command", command, dataDir, json: named.has("json") };
}

const known = new Set(["site", "name", "reason", "data", "json"]);

function commandOf(
  [verb, about, ...more]: string[],
  named: ReadonlyMap<string, string>,
): Command | Extract<DeviceOptions, { kind: "wrong" }> {
  if (more.length > 0)
    return wrong(`what is "${more.join(" ")}"? Put quotes around a text with spaces.`);
  const deviceId = DeviceId.safeParse(about);
  switch (verb) {
    case "enrol": {
      const siteId = SiteId.safeParse(named.get("site"));
      if (!siteId.success)
        return wrong("--site needs an id: lower-case letters, digits and hyphens");
      const siteName = named.get("name")?.trim() ?? "";
      if (siteName === "" || siteName.length > 60)
        return wrong("--name needs a name, up to 60 letters");
      return { do: "enrol", siteId: siteId.data, siteName };
    }
    case "status":
      return { do: "status" };
    case "revoke": {
      const reason = named.get("reason")?.trim() ?? "";
      if (!deviceId.success) return wrong("which device? `status` lists their ids");
      if (reason.length < 3) return wrong("--reason is kept in the book: say why");
      return { do: "revoke", deviceId: deviceId.data, reason };
    }
    case "re-enrol":
      if (!deviceId.success) return wrong("which device? `status` lists their ids");
      return { do: "re-enrol", deviceId: deviceId.data };
    case "rotate-sealing":
      return { do: "rotate-sealing" };
    case "join":
      if (about === undefined) return wrong('join needs the introduction, in quotes: "DROPIN:…"');
      return { do: "join", introduction: about };
    default:
      return wrong(`there is no command "${verb}"`);
  }
}

function wrong(why: string): Extract<DeviceOptions, { kind: "wrong" }> {
  return { kind: "wrong", why };
}
