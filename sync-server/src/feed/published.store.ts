import { z } from "zod";
import type { Sql } from "../db/sql.ts";

/** Which version of a content every admitted device has been sent. */
export function createPublishedStore(sql: Sql) {
  return {
    /** Held until the transaction ends: of several processes that start at once, one publishes. */
    async lock(content: string): Promise<string> {
      await sql.run(
        "insert into published (content, version) values (:content, '') on conflict do nothing",
        { content },
      );
      const row = await sql.get(
        "select version from published where content = :content for update",
        { content },
      );
      return z.object({ version: z.string() }).parse(row).version;
    },
    async set(content: string, version: string): Promise<void> {
      await sql.run("update published set version = :version where content = :content", {
        ...{ content, version },
      });
    },
  };
}
