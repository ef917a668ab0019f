import type { Params, Value } from "./sql.ts";

const name = /(?<!:):([a-z][A-Za-z0-9]*)/g;

/** `:name` becomes `$1`, `$2`, …; `names` says whose value each is. */
export function toPostgres(text: string): { text: string; names: string[] } {
  const names: string[] = [];
  const numbered = text.replace(name, (_, found: string) => {
    if (!names.includes(found)) names.push(found);
    return `$${names.indexOf(found) + 1}`;
  });
  return { text: numbered, names };
}

/** SQLite locks the whole file and has no arrays: rows need no lock, and a list travels as JSON. */
export function toSqlite(text: string): string {
  return text
    .replace(/ for update( of [a-z_]+)?/g, "")
    .replace(/= any\((:[A-Za-z0-9]+)\)/g, "in (select value from json_each($1))");
}

export function sqliteParams(params: Params): Record<string, Value> {
  const plain: Record<string, Value> = {};
  for (const [key, value] of Object.entries(params)) {
    plain[key] = typeof value === "object" && value !== null ? JSON.stringify(value) : value;
  }
  return plain;
}
