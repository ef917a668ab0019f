import { h, render } from "preact";
import { browserTimers } from "../api/adapters/browser-timers.ts";
import { newId } from "../api/adapters/new-id.ts";
import { createRequests } from "../api/requests.ts";
import "../design/base.css";
import { applyLanguage } from "../words/words.ts";
import { StaffApp } from "./staff-app.tsx";
import "./staff.css";
import "./panels.css";
import { staffWords } from "./staff-words.ts";

const words = staffWords("en");
const root = document.getElementById("app");
const fetch = globalThis.fetch.bind(globalThis);

applyLanguage(document.documentElement, words);
document.title = words.t("pageTitle");
if (root !== null) {
  const requests = createRequests("/api/staff", fetch);
  render(h(StaffApp, { t: words.t, requests, fetch, timers: browserTimers, newId }), root);
}
