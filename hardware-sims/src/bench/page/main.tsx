import "@fontsource-variable/atkinson-hyperlegible-next";
import { render } from "preact";
import "./bench.css";
import "./cabinet.css";
import "./devices.css";
import "./keypad.css";
import "./locker.css";
import { BenchPage } from "./bench-page.tsx";

const root = document.getElementById("bench");
if (root) render(<BenchPage />, root);
