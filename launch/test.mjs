import { installIfNeeded, runUnderProjectNode } from "./project-node.mjs";

installIfNeeded();
runUnderProjectNode("launch/test.ts", process.argv.slice(2));
