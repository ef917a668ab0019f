import { PGlite } from "@electric-sql/pglite";
import { stopWhenAsked, tell } from "./peer.mjs";

/** The other embedded database a centre could have: opened, and asked once. */
const db = await PGlite.create(process.env.FOLDER);
await db.exec("create table if not exists event (id int primary key, event_json text not null)");
await db.query("select count(*) from event");
tell({ ready: true });
stopWhenAsked();
