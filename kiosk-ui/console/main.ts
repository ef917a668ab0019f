import { h, render } from "preact";
import { browserTimers } from "../api/adapters/browser-timers.ts";
import { newId } from "../api/adapters/new-id.ts";
import { createRequests } from "../api/requests.ts";
import "../design/base.css";
import { applyLanguage } from "../words/words.ts";
import { ConsoleApp } from "./console-app.tsx";
import "./console.css";
import "./console-tables.css";
import "./console-forms.css";
import { consoleWords } from "./console-words.ts";

const words = consoleWords("en");
const root = document.getElementById("app");
const fetch = globalThis.fetch.bind(globalThis);

applyLanguage(document.documentElement, words);
if (root !== null) {
  const requests = createRequests("/api/console", fetch);
  const outside = { t: words.t, requests, fetch, timers: browserTimers, newId, page: window };
  render(h(ConsoleApp, outside), root);
}
