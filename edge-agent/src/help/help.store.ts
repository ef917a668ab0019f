import { HelpId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type HelpRequest = { helpId: HelpId; screen: string; askedAt: string; answered: boolean };
export type HelpStore = ReturnType<typeof createHelpStore>;

type Row = { help_id: string; screen: string; asked_at: string; answered_at: string | null };

/** "Get a person": asked at a screen, answered by a person. */
export function createHelpStore(db: Db) {
  const insert = db.prepare("insert into help (help_id, screen, asked_at) values (?, ?, ?)");
  const answer = db.prepare(
    "update help set answered_at = ? where help_id = ? and answered_at is null",
  );
  const selectOne = db.prepare<[string], Row>("select * from help where help_id = ?");
  const selectOpen = db.prepare<[], Row>(
    "select * from help where answered_at is null order by asked_at",
  );

  return {
    add(helpId: HelpId, screen: string, at: string): void {
      insert.run(helpId, screen, at);
    },
    /** False when it was answered before. */
    answer: (helpId: HelpId, at: string): boolean => answer.run(at, helpId).changes === 1,
    find(helpId: HelpId): HelpRequest | undefined {
      const row = selectOne.get(helpId);
      return row && toHelp(row);
    },
    open: (): HelpRequest[] => selectOpen.all().map(toHelp),
  };
}

function toHelp(row: Row): HelpRequest {
  return {
    helpId: HelpId.parse(row.help_id),
    screen: row.screen,
    askedAt: row.asked_at,
    answered: row.answered_at !== null,
  };
}
