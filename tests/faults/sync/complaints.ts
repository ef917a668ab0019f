import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const ERROR = 50;
const Line = z.object({ level: z.number(), event: z.string() });

/** What the programs themselves called an error, and how often. Under faults there are some; a new name is worth a look. */
export function complaintsIn(logFolder: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const file of readdirSync(logFolder)) {
    for (const text of readFileSync(join(logFolder, file), "utf8").split("\n")) {
      const line = readLine(text);
      if (line && line.level >= ERROR) counts[line.event] = (counts[line.event] ?? 0) + 1;
    }
  }
  return counts;
}

function readLine(text: string): z.infer<typeof Line> | undefined {
  try {
    return Line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // for a person, or cut short by a kill
  }
}
