import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** A program from the system that the tests use for real. */
type Need = { what: string; paths: string[]; aptPackage: string };

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
    // The package starts a broker of its own; the tests start theirs, on their own ports.
    spawnSync("systemctl", ["disable", "--now", "mosquitto"], { stdio: "ignore" });
  }
  return needs
    .filter(isMissing)
    .map(
      ({ what, aptPackage, paths }) =>
        `${what} is missing (apt-get install ${aptPackage}; looked in ${paths.join(", ")})`,
    );
}

function isMissing({ paths }: Need): boolean {
  return !paths.some((path) => existsSync(path));
}
