import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A program from the system that the tests use for real. */
type Need = {
  what: string;
  paths: string[];
  /** It may also be in any folder of this one, under this name. */
  folder?: string;
  inFolder?: string;
  aptPackage: string;
};

const postgresOfDebian = "/usr/lib/postgresql"; // a folder for each version

const needs: Need[] = [
  {
    what: "Chromium",
    paths: ["/usr/bin/chromium", "/usr/bin/chromium-browser"],
    aptPackage: "chromium",
  },
  {
    what: "Mosquitto",
    paths: ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"],
    aptPackage: "mosquitto",
  },
  {
    what: "eSpeak NG",
    paths: ["/usr/bin/espeak-ng", "/usr/local/bin/espeak-ng", "/opt/homebrew/bin/espeak-ng"],
    aptPackage: "espeak-ng",
  },
  {
    what: "PostgreSQL",
    paths: ["/usr/local/bin/initdb", "/usr/bin/initdb", "/opt/homebrew/bin/initdb"],
    folder: postgresOfDebian,
    inFolder: "bin/initdb",
    aptPackage: "postgresql",
  },
];

/** Installs what is missing where this machine lets us; returns a line for each thing still missing. */
export function bringWhatTestsNeed(say: (line: string) => void): string[] {
  const missing = needs.filter(isMissing);
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const packages = missing.map(({ aptPackage }) => aptPackage);
    say(`Installing ${packages.join(" and ")} for the tests…`);
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const run = (...args: string[]) =>
      spawnSync("apt-get", args, { env, stdio: ["ignore", "ignore", "inherit"] });
    run("update", "-qq");
    run("install", "-y", "-qq", "--no-install-recommends", ...packages);
    // The packages start servers of their own; the tests start theirs, on their own ports.
    for (const service of ["mosquitto", "postgresql"]) {
      spawnSync("systemctl", ["disable", "--now", service], { stdio: "ignore" });
    }
  }
  return needs
    .filter(isMissing)
    .map(
      ({ what, aptPackage, paths }) =>
        `${what} is missing (apt-get install ${aptPackage}; looked in ${paths.join(", ")})`,
    );
}

function isMissing({ paths, folder, inFolder = "" }: Need): boolean {
  const inside = folder && existsSync(folder) ? readdirSync(folder) : [];
  const more = inside.map((name) => join(folder ?? "", name, inFolder));
  return ![...paths, ...more].some((path) => existsSync(path));
}
