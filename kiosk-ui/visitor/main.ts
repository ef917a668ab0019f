import { browserTimers } from "../api/adapters/browser-timers.ts";
import { newId } from "../api/adapters/new-id.ts";
import { speaker } from "../api/adapters/speaker.ts";
import { createRequests } from "../api/requests.ts";
import "../design/base.css";
import { startVisitor } from "./visitor.tsx";
import "./visitor.css";

const base = "/api/visitor";
const root = document.getElementById("app");
const fetch = globalThis.fetch.bind(globalThis);

if (root !== null) {
  startVisitor({
    page: document,
    root,
    requests: createRequests(base, fetch),
    fetch,
    liveUrl: `${base}/live`,
    timers: browserTimers,
    newId,
    ...speaker(document),
  });
}
