import express from "express";
import expressPouch from "express-pouchdb";
import PouchDB from "pouchdb";
import { stopWhenAsked, tell } from "./peer.mjs";

/**
 * A CouchDB-protocol server on LevelDB: only the part of it that replication needs, without log file, sessions,
 * compression or web pages. Node's HTTP server has TCP_NODELAY by default.
 */
const { FOLDER, PORT } = process.env;
const Kept = PouchDB.defaults({ prefix: `${FOLDER}/` });
const app = express();
app.use(
  "/",
  expressPouch(Kept, { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: `${FOLDER}/log` }),
);
app.listen(Number(PORT), "127.0.0.1", async () => {
  // Made by the server itself, or it does not know of it.
  await fetch(`http://127.0.0.1:${PORT}/events`, { method: "PUT" });
  tell({ ready: true });
});
stopWhenAsked();
