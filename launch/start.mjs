import { installIfNeeded, runUnderProjectNode } from "./project-node.mjs";

installIfNeeded();
runUnderProjectNode("launch/start.ts", process.argv.slice(2));
