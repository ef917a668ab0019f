import { config } from "zod";

/*
 * Import this before anything that declares a schema. zod looks for `eval` while schemas are being made, and
 * the page's content policy reports even a look that is caught.
 */
config({ jitless: true });
