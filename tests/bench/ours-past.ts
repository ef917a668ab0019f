import type { Db } from "@drop-in/foundation";
import { openEdgeDb } from "./ours.ts";

const EVENTS_A_VISIT = 3.5;
const VISITS_A_DAY = 400;
const LAST_DAY = "2026-10-31"; // before the days that are recorded and the day that is today

const uuid = `lower(printf('%s-%s-4%s-8%s-%s', hex(randomblob(4)), hex(randomblob(2)),
  substr(hex(randomblob(2)), 2), substr(hex(randomblob(2)), 2), hex(randomblob(6))))`;
const day = `date('${LAST_DAY}', '-' || (n / ${VISITS_A_DAY}) || ' days')`;
const at = `${day} || 'T' || printf('%02d:%02d:00.000Z', 9 + n % 8, n % 60)`;
const ticket = `json_object('picture', 'kite', 'colour', 'blue', 'number', 'B' || (1 + n % ${VISITS_A_DAY}))`;

/** What is left on a box of so many events that the centre has: their people, their calls and the numbers; no outbox. */
export function givePast(folder: string, events: number): void {
  const db = openEdgeDb({ folder, deviceId: "any" });
  const visits = Math.round(events / EVENTS_A_VISIT);
  db.transaction(() => {
    many(
      db,
      Math.ceil(visits / VISITS_A_DAY),
      `insert into session (session_id, place, opened_at, closed_at)
      select ${uuid}, 'Hall', date('${LAST_DAY}', '-' || n || ' days') || 'T08:00:00.000Z',
        date('${LAST_DAY}', '-' || n || ' days') || 'T17:00:00.000Z' from numbers`,
    );
    many(
      db,
      visits,
      `insert into visit (visit_id, request_id, session_id, site_day, day_count, ticket_json,
        reason, needs_json, language, wait_json, state, checked_in_at, first_called_at, called_at,
        times_called, finished_at)
      select ${uuid}, ${uuid}, null, ${day}, 1 + n % ${VISITS_A_DAY}, ${ticket}, 'talk', '[]', 'en',
        json_object('kind', 'not-open-yet', 'asOf', ${at}), 'seen', ${at}, ${at}, ${at}, 1, ${at} from numbers`,
    );
    many(
      db,
      Math.round(visits / 8),
      `insert into callback (callback_id, request_id, turn_id, ticket_json, site_day,
        day_count, state, reach, pressed_at, due_at)
      select ${uuid}, ${uuid}, ${uuid}, ${ticket}, ${day}, n % ${VISITS_A_DAY}, 'asked',
        'phone', ${at}, ${at} from numbers`,
    );
    many(
      db,
      Math.round(visits / 25),
      `insert into help (help_id, screen, asked_at, answered_at)
      select ${uuid}, 'welcome', ${at}, ${at} from numbers`,
    );
    db.prepare(
      "insert into stream (name, last_seq, forgotten_seq) values ('care', ?, ?), ('urgent', ?, ?)",
    ).run(events, events, visits, visits);
  })();
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}

/** `numbers`: n from 0 to one less than `count`. */
function many(db: Db, count: number, insert: string): void {
  const [into, select] = [
    insert.slice(0, insert.indexOf("select")),
    insert.slice(insert.indexOf("select")),
  ];
  db.prepare(
    `with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n + 1 < ?)
     ${into} ${select}`,
  ).run(count);
}
