import { Agent, request } from "node:http";
import { deflateSync } from "node:zlib";
import { openOutbox, recorded, stopWhenAsked, tell } from "./peer.mjs";

/** The plain reference: 500 rows at a time, deflated, posted one after another on a kept connection, then forgotten. */
const BATCH = 500;
const TRY_AGAIN_MS = 200;
const { FOLDER, URL: url, FILL } = process.env;
const outbox = openOutbox(`${FOLDER}/outbox.db`);
if (FILL) {
  outbox.fill(recorded(FILL));
  outbox.close();
  process.exit(0);
}

const agent = new Agent({ keepAlive: true, maxSockets: 1, noDelay: true });
tell({ ready: true });
stopWhenAsked();
for (;;) {
  const rows = outbox.next.all(0, BATCH);
  const last = rows.at(-1);
  if (last === undefined) break;
  const taken = await post(deflateSync(rows.map(({ json }) => json).join("\n")));
  if (taken) outbox.forgetUpTo.run(last.id);
  else await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS));
}
tell({ drained: true });
agent.destroy();

function post(body) {
  return new Promise((resolve) => {
    const asking = request(url, { agent, method: "POST" }, (response) => {
      response.resume().on("end", () => resolve(response.statusCode === 200));
    });
    asking.on("error", () => resolve(false)).end(body);
  });
}
