import PouchDB from "pouchdb";
import { recorded, stopWhenAsked, tell } from "./peer.mjs";

/**
 * What offline-first health apps do: a document per event, replicated up in batches by CouchDB's protocol. Documents
 * have the event's own id, so nothing is generated. LevelDB does not sync to disk by default; that is left to its
 * advantage. `BATCH` is 500 or the default of 100. PouchDB retries by itself.
 */
const FILL_AT_ONCE = 1_000;
const { FOLDER, URL: url, FILL, BATCH = "500" } = process.env;
const local = new PouchDB(`${FOLDER}/pouch`);
if (FILL) {
  const lines = recorded(FILL);
  for (let at = 0; at < lines.length; at += FILL_AT_ONCE) {
    await local.bulkDocs(
      lines.slice(at, at + FILL_AT_ONCE).map((line) => {
        const event = JSON.parse(line);
        return { _id: event.eventId, ...event };
      }),
    );
  }
  await local.close();
  process.exit(0);
}

tell({ ready: true });
stopWhenAsked();
const remote = new PouchDB(`${url}/events`, { skip_setup: true });
const size = Number(BATCH);
await local.replicate.to(remote, { batch_size: size, batches_limit: 10, retry: true });
tell({ drained: true });
