import { installIfNeeded, runUnderProjectNode } from "./project-node.mjs";

const [script, ...args] = process.argv.slice(2);
if (!script) throw new Error("usage: node launch/with-project-node.mjs SCRIPT [ARGS…]");
installIfNeeded();
runUnderProjectNode(script, args);
