import type { Row } from "../figures.ts";
import { installPeers } from "../peers/install.ts";
import { bytesRows } from "./bytes.ts";
import { commitsRows } from "./commits.ts";
import { embeddedRows } from "./embedded.ts";
import { farRows } from "./far.ts";
import { idleRows } from "./idle.ts";
import type { Part } from "./in-turn.ts";
import { killRows } from "./kills.ts";
import { postgresRows } from "./postgres.ts";
import { straightRows } from "./straight.ts";
import { urgentRows } from "./urgent.ts";

const parts: Record<string, (part: Part) => Promise<Row[]>> = {
  straight: straightRows,
  far: farRows,
  postgres: postgresRows,
  bytes: bytesRows,
  commits: commitsRows,
  kills: killRows,
  urgent: urgentRows,
  idle: idleRows,
  embedded: embeddedRows,
};

/** Everything that is promised of sync, each against its peers in the same minutes. `only` names parts. */
export async function benchSync(
  runs: number,
  tell: (line: string) => void,
  only: readonly string[] = [],
): Promise<Row[]> {
  const peers = installPeers(tell);
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (only.length > 0 && !only.includes(name)) continue;
    try {
      rows.push(...(await measure({ runs, peers, tell })));
    } catch (error) {
      // Hours of other figures are not thrown away for one part, and this one does not pass.
      tell(`sync ${name} BROKE: ${error}`);
      rows.push({ what: `${name} broke: ${error}`, ...broken });
    }
  }
  return rows;
}

const broken: Omit<Row, "what"> = {
  ...{ measured: null, reference: null, ratio: null, target: "to run", met: false },
};
