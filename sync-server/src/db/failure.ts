/** The database could not be reached, or the line to it broke: nothing is known about what was asked. */
export class DatabaseAway extends Error {
  override readonly name = "DatabaseAway";
}

/** SQLSTATE classes for which the data is at fault, or the text of the query: 22 and 23, 42, 54. */
const ofTheData = /^(22|23|42|54)[0-9A-Z]{3}$/;
const ofTheDataSqlite = /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/;

/** Whether trying the same again would fail the same. A full disk, a lost line or a lock would not. */
export function isOfTheData(error: unknown): boolean {
  if (error instanceof DatabaseAway) return false;
  const code = codeOf(error);
  return code === undefined || ofTheData.test(code) || ofTheDataSqlite.test(code);
}

/** Two transactions stood in each other's way, and one was sent back. */
export function isWorthAnotherTry(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01";
}

/** What went wrong, without a value in it: the codes of both engines, or the kind of the error. */
export function whatFailed(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.name : "unknown");
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
