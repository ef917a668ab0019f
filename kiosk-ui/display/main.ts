import { h, render } from "preact";
import { browserTimers } from "../api/adapters/browser-timers.ts";
import "../design/base.css";
import { applyLanguage } from "../words/words.ts";
import { DisplayApp } from "./display-app.tsx";
import "./display.css";
import { displayWords } from "./display-words.ts";

const english = displayWords("en");
const words = { en: english.t, ar: displayWords("ar").t };
const root = document.getElementById("app");
const fetch = globalThis.fetch.bind(globalThis);

applyLanguage(document.documentElement, english);
document.title = english.t("pageTitle");
if (root !== null) render(h(DisplayApp, { words, fetch, timers: browserTimers }), root);
