import type { z } from "zod";

export type ReadSettings<Settings> =
  | { kind: "settings"; settings: Readonly<Settings> }
  | { kind: "bad"; problem: string };

/** Reads the environment once, checked and frozen. Names what is wrong, never its value: some are secrets. */
export function readSettingsAs<Schema extends z.ZodType<object>>(
  schema: Schema,
  env: NodeJS.ProcessEnv,
): ReadSettings<z.infer<Schema>> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return { kind: "settings", settings: Object.freeze(parsed.data) };
  const problem = parsed.error.issues
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ");
  return { kind: "bad", problem };
}

/** Whether this is an IANA name that times can be said in. */
export function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
