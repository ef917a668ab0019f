export { type Centre, type CentreParts, createCentre } from "./centre.ts";
