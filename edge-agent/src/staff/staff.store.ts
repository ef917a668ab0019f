import { StaffCard, type StaffId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type StaffStore = ReturnType<typeof createStaffStore>;

/** Who may sign in here, and which tablets are signed in. */
export function createStaffStore(db: Db) {
  const clear = db.prepare("delete from staff");
  const insert = db.prepare("insert into staff (staff_id, card_json) values (?, ?)");
  const selectAll = db.prepare<[], string>("select card_json from staff").pluck();
  const addSignIn = db.prepare(
    "insert into sign_in (token_hash, staff_id, expires_at) values (?, ?, ?)",
  );
  const removeSignIn = db.prepare("delete from sign_in where token_hash = ? or expires_at <= ?");
  const selectSignedIn = db
    .prepare<[string, string], string>(
      `select card_json from sign_in join staff using (staff_id)
       where token_hash = ? and expires_at > ?`,
    )
    .pluck();

  return {
    set(cards: readonly StaffCard[]): void {
      clear.run();
      for (const card of cards) insert.run(card.staffId, JSON.stringify(card));
    },
    all: (): StaffCard[] => selectAll.all().map(toCard),
    signIn(tokenHash: string, staffId: StaffId, expiresAt: string): void {
      addSignIn.run(tokenHash, staffId, expiresAt);
    },
    /** Also forgets every sign-in that has run out. */
    signOut(tokenHash: string, now: string): void {
      removeSignIn.run(tokenHash, now);
    },
    /** A person taken off the list is signed out by it. */
    signedIn(tokenHash: string, now: string): StaffCard | undefined {
      const json = selectSignedIn.get(tokenHash, now);
      return json === undefined ? undefined : toCard(json);
    },
  };
}

function toCard(json: string): StaffCard {
  return StaffCard.parse(JSON.parse(json));
}
